import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { writeAtomically } from '../json-file.ts'
import { isGone, owner } from '../toolbox/index.ts'

/** Something that must be put right when the host does not live to end it. */
const entry = z.discriminatedUnion('kind', [
  /** A file that is not whole yet. */
  z.object({ kind: z.literal('file'), path: z.string() }),
  /** A volume that is being filled; `created` is how the engine tells it from a later one of the name. */
  z.object({
    kind: z.literal('volume'),
    engine: z.string(),
    name: z.string(),
    started: z.number(),
    created: z.string().optional(),
  }),
  /** Containers that wait while their volume is copied. */
  z.object({ kind: z.literal('paused'), engine: z.string(), container: z.string() }),
  z.object({ kind: z.literal('stopped'), engine: z.string(), container: z.string() }),
  /** A volume whose files are being replaced: a restore point has those from before. */
  z.object({ kind: z.literal('writing'), engine: z.string(), name: z.string(), before: z.string() }),
])
export type Entry = z.infer<typeof entry>

const written = z.object({ owner: z.string(), entry })

/** What is under way, written down before it begins, so that the next start puts right what a crash left. */
export class Unfinished {
  readonly #folder: string

  private constructor(folder: string) {
    this.#folder = folder
  }

  static async open(folder: string): Promise<Unfinished> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    return new Unfinished(folder)
  }

  /** Writes it down; the answer says more of it, or that it is done. */
  async begin(one: Entry): Promise<{ say: (more: Entry) => Promise<void>; done: () => Promise<void> }> {
    const path = join(this.#folder, `${randomUUID()}.json`)
    const say = (more: Entry) => writeAtomically(path, JSON.stringify({ owner, entry: more }))
    await say(one)
    return { say, done: () => rm(path, { force: true }) }
  }

  /** What hosts left that are gone. */
  async left(): Promise<{ entry: Entry; done: () => Promise<void> }[]> {
    const names = await readdir(this.#folder)
    const found = await Promise.all(
      names.map(async (name) => {
        const path = join(this.#folder, name)
        const parsed = written.safeParse(parse(await readFile(path, 'utf8').catch(() => '')))
        if (!parsed.success || isGone(parsed.data.owner) !== true) return []
        return [{ entry: parsed.data.entry, done: () => rm(path, { force: true }) }]
      }),
    )
    return found.flat()
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
