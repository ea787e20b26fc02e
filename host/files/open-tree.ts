import { z } from 'zod'
import type { NamedSource } from '../../contract/file-commands.ts'
import type { EngineFacts, FileSource } from '../../contract/index.ts'
import type { EngineClient } from '../engine/index.ts'
import type { Toolbox } from '../toolbox/index.ts'
import { ArchiveTree } from './archive/archive-tree.ts'
import { ToolboxTree } from './toolbox-tree.ts'
import type { FileTree } from './tree.ts'

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

/** A tree, and what it is called in a command. `bulk` takes and gives many files at once. */
export type Opened = { tree: FileTree; bulk: FileTree; name: NamedSource }

/** Containers that could not be looked into from inside, so that this is not tried each time. */
const closed = new Set<string>()
const open = new Set<string>()

/** The way to a source’s files that does most. @throws SlipwayError */
export async function openTree(
  { client, product, toolbox }: { client: EngineClient; product: EngineFacts['product'] | undefined; toolbox: Toolbox },
  source: FileSource,
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
