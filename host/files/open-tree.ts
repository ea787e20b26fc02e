import { z } from 'zod'
import type { NamedOpenSource, NamedSource } from '../../contract/file-commands.ts'
import type { EngineFacts, FileSource, OpenSource } from '../../contract/index.ts'
import type { EngineClient } from '../engine/index.ts'
import type { Images } from '../images/index.ts'
import type { Toolbox } from '../toolbox/index.ts'
import { ArchiveTree } from './archive/archive-tree.ts'
import { ImageTree } from './image-tree.ts'
import { ToolboxTree } from './toolbox-tree.ts'
import type { FileTree, ReadableTree } from './tree.ts'

const inspected = z.object({
  Id: z.string(),
  Name: z.string(),
  State: z.object({
    Running: z.boolean(),
    Paused: z.boolean().default(false),
    StartedAt: z.string(),
    FinishedAt: z.string(),
  }),
  HostConfig: z.object({ PidMode: z.string().nullish() }),
})

const named = z.object({ Id: z.string(), RepoTags: z.array(z.string()).nullish() })

/** A tree, and what it is called in a command. `bulk` takes and gives many files at once. */
export type Opened = { tree: FileTree; bulk: FileTree; name: NamedOpenSource }
/** The same of one that may be only looked at. */
export type OpenedToRead = { tree: ReadableTree; bulk: ReadableTree; name: NamedSource }

type Engine = { client: EngineClient; product: EngineFacts['product'] | undefined; toolbox: Toolbox }

/** Containers that could not be looked into from inside, so that this is not tried each time. */
const closed = new Set<string>()
const open = new Set<string>()

/** The way to a source’s files that does most. @throws SlipwayError */
export async function openTree(
  { client, product, toolbox }: Engine,
  source: OpenSource,
  signal?: AbortSignal,
): Promise<Opened> {
  if (source.type === 'volume') {
    const { name } = source
    const plan = (write: boolean) => ({ volumes: [{ name, at: '/volume', write }] })
    const tree = new ToolboxTree(toolbox, client, { plan, root: '/volume' })
    return { tree, bulk: tree, name: { type: 'volume', name } }
  }
  const path = `/containers/${encodeURIComponent(source.id)}/json`
  const { Id, Name, State, HostConfig } = await client.json(inspected, 'GET', path, signal ? { signal } : {})
  const name = { type: 'container' as const, name: Name.replace(/^\//, '') }
  const runs = State.Running
  const bulk = new ArchiveTree(client, Id, {
    state: `${State.StartedAt} ${State.FinishedAt}`,
    runs,
    owners: product !== 'podman',
  })
  const key = `${Id} ${State.StartedAt}`
  // Its first process has its files at its root; with other process ids than its own, that would be somebody else’s.
  const own = (HostConfig.PidMode ?? '') === '' || HostConfig.PidMode === 'private'
  if (!runs || State.Paused || !own || closed.has(key)) return { tree: bulk, bulk, name }
  const plan = (write: boolean) => ({ insideOf: { container: Id, write } })
  try {
    const sees = (room: { read(args: readonly string[]): Promise<Buffer> }) => room.read(['stat', '/proc/1/root', '/'])
    if (!open.has(key)) await toolbox.soon(client, plan(false), sees)
    open.add(key)
    return { tree: new ToolboxTree(toolbox, client, { plan, root: '/proc/1/root' }), bulk, name }
  } catch {
    // A system that forbids it: by archives, then.
    signal?.throwIfAborted()
    closed.add(key)
    return { tree: bulk, bulk, name }
  }
}

/** The way to the files of anything that has some. @throws SlipwayError */
export async function openToRead(
  engine: Engine & { images: Images },
  source: FileSource,
  signal?: AbortSignal,
): Promise<OpenedToRead> {
  if (source.type !== 'image') return await openTree(engine, source, signal)
  const { client, product, toolbox, images } = engine
  const path = `/images/${encodeURIComponent(source.id)}/json`
  const { Id, RepoTags } = await client.json(named, 'GET', path, signal ? { signal } : {})
  const measure = (one: string) => images.layers.measure(source.id, one)
  const tree = new ImageTree(toolbox, client, { id: Id, owners: product !== 'podman', measure })
  return { tree, bulk: tree, name: { type: 'image', name: RepoTags?.[0] ?? Id.replace('sha256:', '').slice(0, 12) } }
}
