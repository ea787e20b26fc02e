import { FlagNames, type FlagShape, parseFlags } from './flags/parse.ts'
import type { Notes } from './notes.ts'
import type { Program } from './shell/program.ts'
import type { Word } from './shell/word.ts'

const shape = (name: string, alone: boolean, short?: string): FlagShape => ({
  name,
  alone,
  ...(short !== undefined && { short }),
})

/** What may stand between `docker` and the command. */
export const globals: readonly FlagShape[] = [
  shape('config', false),
  shape('context', false, 'c'),
  shape('debug', true, 'D'),
  shape('host', false, 'H'),
  shape('log-level', false, 'l'),
  shape('tls', true),
  shape('tlscacert', false),
  shape('tlscert', false),
  shape('tlskey', false),
  shape('tlsverify', true),
  shape('version', true, 'v'),
  shape('help', true),
]
const names = new FlagNames(globals)

/** Reads the flags before the command; the engine that they choose is named, not used. */
export function readGlobals({ rest }: Program, notes: Notes): { rest: Word[]; engine?: string } {
  const parts = parseFlags(rest, names, false)
  let engine: string | undefined
  for (const part of parts) {
    if (part.kind === 'flag') {
      const [flag, value] = part.words
      const chooses = part.flag.name === 'host' || part.flag.name === 'context'
      if (chooses) engine = part.value
      const about = chooses
        ? 'chooses another engine: select it in Slipway'
        : 'a setting of the docker command; not needed here'
      if (flag) notes.explain(flag, 'not taken', about)
      if (value) notes.explain(value, 'not taken', `the value of ${part.said}`)
    } else if (part.kind === 'wrong') {
      notes.explain(part.word, 'not understood', part.what)
      notes.problem(part.word, part.what, part.next)
      notes.leave(rest.filter(({ start }) => start > part.word.start))
      return { rest: [] }
    } else if (part.kind === 'end') notes.explain(part.word, 'flag', 'ends the flags')
  }
  const after = parts.flatMap((part) => (part.kind === 'argument' ? [part.word] : []))
  return { rest: after, ...(engine !== undefined && { engine }) }
}
