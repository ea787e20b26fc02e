import type { Readable } from 'node:stream'
import { z } from 'zod'
import type { FileEntry, FileMeasure } from '../../contract/index.ts'
import type { EngineClient } from '../engine/index.ts'
import { encodePath } from '../tar/index.ts'
import type { RoomPlan, Toolbox } from '../toolbox/index.ts'
import { told } from './problem.ts'
import { type FileTree, inside, type Stamped } from './tree.ts'

const type = z.enum(['file', 'folder', 'link', 'pipe', 'socket', 'device'])
const entry = z.object({
  name: z.string(),
  type,
  size: z.number(),
  mode: z.number(),
  uid: z.number(),
  gid: z.number(),
  mtime: z.string(),
  target: z.string().optional(),
  leads: type.optional(),
})
const measured = z.object({ bytes: z.number(), entries: z.number() })

/** What a tree is seen by: the plan of a room, and where the tree’s root is in it. */
export type Seen = { plan: (write: boolean) => RoomPlan; root: string }

/** Files as Slipway’s own container sees them. */
export class ToolboxTree implements FileTree {
  readonly fixed = undefined
  readonly #toolbox: Toolbox
  readonly #client: EngineClient
  readonly #seen: Seen

  constructor(toolbox: Toolbox, client: EngineClient, seen: Seen) {
    this.#toolbox = toolbox
    this.#client = client
    this.#seen = seen
  }

  async list(path: string, signal?: AbortSignal): Promise<FileEntry[]> {
    const args = ['list', this.#seen.root, encodePath(path)]
    return await told(path, () =>
      this.#toolbox.soon(this.#client, this.#seen.plan(false), async (room) => {
        const entries: FileEntry[] = []
        for await (const some of room.values(entry, args, { signal })) entries.push(...some.map(viewOf))
        return entries
      }),
    )
  }

  async read(path: string, most: number, signal?: AbortSignal): Promise<{ entry: Stamped; bytes: Buffer; at: string }> {
    const { root } = this.#seen
    const found = await this.#stat(path, signal)
    const { entry, at } = found.type === 'link' ? await this.#end(path, found, signal) : { entry: found, at: path }
    const bytes =
      entry.type === 'file' && entry.size <= most
        ? await this.#look(path, ['read', root, encodePath(path), String(most)], signal)
        : Buffer.alloc(0)
    return { entry, bytes, at }
  }

  async write(path: string, bytes: Buffer, expected: string, signal?: AbortSignal): Promise<string> {
    const args = ['write', this.#seen.root, encodePath(path), String(bytes.length), expected]
    const said = await this.#change(path, args, signal, pieces(bytes))
    return stampOf(entry.parse(JSON.parse(said.toString('utf8'))))
  }

  async makeFolder(path: string, signal?: AbortSignal): Promise<void> {
    await this.#change(path, ['mkdir', this.#seen.root, encodePath(path)], signal)
  }

  async rename(path: string, to: string, signal?: AbortSignal): Promise<void> {
    await this.#change(path, ['rename', this.#seen.root, encodePath(path), encodePath(to)], signal)
  }

  async measure(paths: readonly string[], signal?: AbortSignal): Promise<FileMeasure> {
    const said = await this.#look(paths[0] ?? '/', ['measure', this.#seen.root, ...paths.map(encodePath)], signal)
    return measured.parse(JSON.parse(said.toString('utf8')))
  }

  async remove(paths: readonly string[], signal?: AbortSignal): Promise<void> {
    await this.#change(paths[0] ?? '/', ['remove', this.#seen.root, ...paths.map(encodePath)], signal)
  }

  async pack(folder: string, names: readonly string[], signal: AbortSignal): Promise<Readable> {
    const room = await this.#toolbox.open(this.#client, this.#seen.plan(false), signal)
    try {
      const { root } = this.#seen
      const { output, ended } = await room.start(['pack', root, encodePath(folder), ...names.map(encodePath)], {
        signal,
      })
      ended
        .catch((error) => output.destroy(error instanceof Error ? error : new Error(String(error))))
        .finally(() => this.#toolbox.close(room))
        .catch(() => {})
      return output
    } catch (error) {
      await this.#toolbox.close(room)
      throw error
    }
  }

  async unpack(folder: string, tar: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<void> {
    await told(folder, () =>
      this.#toolbox.once(
        this.#client,
        this.#seen.plan(true),
        (room) => room.read(['unpack', this.#seen.root, encodePath(folder)], { signal, input: tar }),
        signal,
      ),
    )
  }

  async #stat(path: string, signal?: AbortSignal): Promise<Stamped> {
    const said = await this.#look(path, ['stat', this.#seen.root, encodePath(path)], signal)
    const one = entry.parse(JSON.parse(said.toString('utf8')))
    return { ...viewOf(one), stamp: stampOf(one) }
  }

  /** What a link leads to in the end, and where that is. */
  async #end(path: string, link: Stamped, signal?: AbortSignal): Promise<{ entry: Stamped; at: string }> {
    let [at, found] = [path, link]
    for (let steps = 0; found.type === 'link' && steps < 40; steps++) {
      const target = found.target ?? ''
      at = target.startsWith('/') ? target : inside(at.slice(0, at.lastIndexOf('/')) || '/', target)
      found = await this.#stat(at, signal)
    }
    return { entry: found, at }
  }

  async #look(path: string, args: readonly string[], signal?: AbortSignal): Promise<Buffer> {
    return await told(path, () =>
      this.#toolbox.soon(this.#client, this.#seen.plan(false), (room) => room.read(args, { signal })),
    )
  }

  async #change(
    path: string,
    args: readonly string[],
    signal?: AbortSignal,
    input?: AsyncIterable<Uint8Array>,
  ): Promise<Buffer> {
    const options = { signal, ...(input && { input }) }
    return await told(path, () =>
      this.#toolbox.soon(this.#client, this.#seen.plan(true), (room) => room.read(args, options)),
    )
  }
}

async function* pieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes
}

const stampOf = ({ size, mtime }: z.infer<typeof entry>) => `${size}:${mtime}`

function viewOf({ name, type, size, mode, uid, gid, mtime, target, leads }: z.infer<typeof entry>): FileEntry {
  return {
    name,
    type,
    size,
    mode,
    uid,
    gid,
    modified: Math.round(Number(mtime) * 1000),
    ...(target !== undefined && { target }),
    ...(leads && { leads }),
  }
}
