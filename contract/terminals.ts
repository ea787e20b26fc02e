import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { engineId } from './engines.ts'
import { base } from './errors.ts'
import { streamId } from './flow.ts'

const size = { columns: z.number().int().min(1).max(1_000), rows: z.number().int().min(1).max(1_000) }
const id = z.string().min(1)

export const terminal = z.object({
  id,
  engine: engineId,
  container: z.string(),
  kind: z.enum(['exec', 'attach']),
  /** What a person calls it: the shell's name, or `attach`. */
  title: z.string(),
  command: z.string(),
  /** How it ended; absent while it lives. */
  ended: z.object({ exitCode: z.number().optional(), detached: z.boolean() }).optional(),
})
export type Terminal = z.infer<typeof terminal>

export const terminals = {
  /** Those of one container, ended ones included until closed. */
  list: base.input(z.object({ engine: engineId, container: id })).output(z.array(terminal)),
  /** A new process in a running container: the given words, or the first shell found (bash, sh, ash). */
  exec: base
    .input(
      z.object({
        engine: engineId,
        container: id,
        ...size,
        words: z.array(z.string()).min(1).optional(),
        user: z.string().max(200).optional(),
        workingDir: z.string().max(4_096).optional(),
      }),
    )
    .output(terminal),
  /** The container's own first process. */
  attach: base.input(z.object({ engine: engineId, container: id, ...size })).output(terminal),
  /** What the terminal shows, then what is written to it, then how it ended. */
  watch: base
    .input(z.object({ terminal: id, stream: streamId }))
    .output(
      eventIterator(
        z.discriminatedUnion('type', [
          z.object({ type: z.literal('output'), text: z.string() }),
          z.object({ type: z.literal('ended'), terminal }),
        ]),
      ),
    ),
  write: base.input(z.object({ terminal: id, text: z.string().max(1_000_000) })),
  resize: base.input(z.object({ terminal: id, ...size })),
  /** Ends the connection: an exec's process gets its terminal's hang-up, an attached container goes on. */
  close: base.input(z.object({ terminal: id })),
}
