import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { engineId } from './engines.ts'
import { base } from './errors.ts'
import { streamId } from './flow.ts'
import { containerId } from './inventory.ts'

const size = { columns: z.number().int().min(1).max(1_000), rows: z.number().int().min(1).max(1_000) }
const id = z.string().min(1).max(200)
const word = z.string().max(32_768)

export const terminalEnd = z.object({
  /**
   * `exited`: the process ended; `detached`: by the detach keys, and the container goes on; `closed`: by a person here;
   * `lost`: the connection to the engine broke.
   */
  reason: z.enum(['exited', 'detached', 'closed', 'lost']),
  /** Where the engine could tell it. */
  exitCode: z.number().optional(),
})
export type TerminalEnd = z.infer<typeof terminalEnd>

/** What an exec is to run, and as whom and where. */
const program = z.object({
  words: z.array(word).min(1).max(1_000).optional(),
  user: z.string().max(200).optional(),
  workingDir: z.string().max(4_096).optional(),
})

export const terminal = z.object({
  id,
  engine: engineId,
  container: z.string(),
  kind: z.enum(['exec', 'attach']),
  /** What a person calls it: the program's name, or `attach`. */
  title: z.string(),
  /** The docker command that opens the same. */
  command: z.string(),
  /** False for the plain streams of a container without a TTY: lines end in LF alone. */
  tty: z.boolean(),
  /** `keys` go to the process as they are typed, `lines` when Enter is pressed, `none` not at all. */
  input: z.enum(['keys', 'lines', 'none']),
  /** What was asked for, to open the same again; absent for attach. */
  program: program.optional(),
  /** Absent while it lives. */
  ended: terminalEnd.optional(),
})
export type Terminal = z.infer<typeof terminal>

export const terminals = {
  /** Those of one container, ended ones included for a while, again after every change. */
  list: base
    .input(z.object({ engine: engineId, container: containerId, stream: streamId }))
    .output(eventIterator(z.array(terminal))),
  /** A new process in a running container: the given words, or the first shell found (bash, sh, ash). */
  exec: base.input(program.extend({ engine: engineId, container: containerId, ...size })).output(terminal),
  /** The container's own first process. */
  attach: base.input(z.object({ engine: engineId, container: containerId, ...size })).output(terminal),
  /**
   * What the terminal shows, then what is written to it, then how it ended. With `fresh`, what was shown before is void
   * and the text is a repeat of what some reader saw already, whose questions to a terminal must not be answered again:
   * that is the first item, and what a reader gets that fell too far behind.
   */
  watch: base
    .input(z.object({ terminal: id, stream: streamId }))
    .output(
      eventIterator(
        z.discriminatedUnion('type', [
          z.object({ type: z.literal('output'), text: z.string(), fresh: z.boolean() }),
          z.object({ type: z.literal('ended'), end: terminalEnd }),
        ]),
      ),
    ),
  /** Answers once the engine took it; call again only then, to keep the order. */
  write: base.input(z.object({ terminal: id, text: z.string().max(1_000_000) })),
  resize: base.input(z.object({ terminal: id, ...size })),
  /** Ends and forgets it: an exec's process gets its terminal's hang-up, an attached container goes on. */
  close: base.input(z.object({ terminal: id })),
}
