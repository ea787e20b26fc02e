import type { Action } from '../../../contract/action.ts'
import type { FlagShape } from '../flags/parse.ts'
import type { Surroundings } from '../shell/word.ts'
import type { Said } from './said.ts'

/** A flag of a command, and what it does. */
export type CommandFlag = FlagShape & {
  about: string
  /** Its value is not to be shown. */
  secret?: true
}

/** A command other than `run` and `create`: how its words are read. */
export type CommandSpec = {
  /** All its spellings, the usual one first. */
  names: readonly [string, ...string[]]
  about: string
  flags: readonly CommandFlag[]
  /** What its arguments are called; how many there may be. */
  args: { about: string; min: number; max: number }
  /** Flags end at the first argument. */
  strict?: true
  /** @throws Misfit or Conflict */
  read: (said: Said, around: Surroundings) => Action
}

export const alone = (name: string, short: string | undefined, about: string): CommandFlag => ({
  name,
  alone: true,
  about,
  ...(short !== undefined && { short }),
})

export const valued = (name: string, short: string | undefined, about: string, also?: string[]): CommandFlag => ({
  name,
  alone: false,
  about,
  ...(short !== undefined && { short }),
  ...(also && { also }),
})

/** The spellings of a container's command: `stop`, `container stop`. */
export const both = (name: string): [string, string] => [name, `container ${name}`]
