import { buildCommand } from '../build/read.ts'
import { FlagNames } from '../flags/parse.ts'
import { disk } from './disk.ts'
import { imageFiles } from './image-files.ts'
import { images } from './images.ts'
import { lifecycle } from './lifecycle.ts'
import { look } from './look.ts'
import { networks } from './networks.ts'
import type { CommandFlag, CommandSpec } from './spec.ts'
import { transfer } from './transfer.ts'
import { volumes } from './volumes.ts'
import { work } from './work.ts'

/** Every command besides `run` and `create`. */
export const commands: readonly CommandSpec[] = [
  ...lifecycle,
  ...look,
  ...work,
  ...transfer,
  ...images,
  ...imageFiles,
  ...disk,
  ...volumes,
  ...networks,
  buildCommand,
]

const HELP: CommandFlag = { name: 'help', alone: true, about: 'asks how the command is used' }

/** A command with its flags by name. */
export type Command = { spec: CommandSpec; flags: FlagNames<CommandFlag> }

const byName = new Map<string, Command>(
  commands.flatMap((spec) => {
    const command = { spec, flags: new FlagNames([...spec.flags, HELP]) }
    return spec.names.map((name) => [name, command] as const)
  }),
)

/** The command of that name, as `stop` or `container stop`. */
export function commandOf(name: string): Command | undefined {
  return byName.get(name)
}

export const commandNames: readonly string[] = [...byName.keys(), 'run', 'create', 'container run', 'container create']
