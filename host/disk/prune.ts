import { z } from 'zod'
import type { DiskKind, PruneChoice, PruneItem } from '../../contract/index.ts'
import { untilWord } from '../../contract/prune-commands.ts'
import type { EngineClient } from '../engine/index.ts'
import { OWN_LABEL } from '../own-label.ts'

const freed = z.object({ SpaceReclaimed: z.number().nullish() })

type Step = { kind: DiskKind; doing: string } & (
  | { path: string; query: Record<string, string | boolean> }
  // By name: of several unwanted labels the engine spares only what has all, and Slipway’s own have one.
  | { volumes: readonly PruneItem[] }
)

/** What is asked of the engine, in the order of `docker system prune`: containers hold what comes after them. */
export function steps(choice: PruneChoice, promised: readonly PruneItem[]): Step[] {
  const { containers, networks, images, volumes, cache } = choice
  const filters = (more: Record<string, string[]> = {}, labels = true, until = true, never: string[] = []) => {
    const wanted = choice.labels.filter(({ not }) => !not).map(({ label }) => label)
    const said = choice.labels.filter(({ not }) => not).map(({ label }) => label)
    const unwanted = said.length > 0 ? said : never
    const all: Record<string, string[]> = {
      ...more,
      ...(until && choice.olderThan !== undefined && { until: [untilWord(choice.olderThan)] }),
      ...(labels && wanted.length > 0 && { label: wanted }),
      ...(labels && unwanted.length > 0 && { 'label!': unwanted }),
    }
    return JSON.stringify(
      Object.fromEntries(
        Object.entries(all).map(([key, values]) => [key, Object.fromEntries(values.map((value) => [value, true]))]),
      ),
    )
  }
  const list: (Step | false)[] = [
    containers && {
      kind: 'containers',
      doing: 'Removing stopped containers',
      path: '/containers/prune',
      query: { filters: filters({}, true, true, [OWN_LABEL]) },
    },
    networks && {
      kind: 'networks',
      doing: 'Removing unused networks',
      path: '/networks/prune',
      query: { filters: filters() },
    },
    volumes !== 'none' && {
      kind: 'volumes',
      doing: 'Removing unused volumes',
      volumes: promised.filter(({ kind }) => kind === 'volumes'),
    },
    images !== 'none' && {
      kind: 'images',
      doing: 'Removing images',
      path: '/images/prune',
      // What is Slipway’s own is not among what is shown: its image would be made again at the next look into a volume.
      query: { filters: filters({ dangling: [images === 'dangling' ? 'true' : 'false'] }, true, true, [OWN_LABEL]) },
    },
    cache !== 'none' && {
      kind: 'cache',
      doing: 'Removing build cache',
      path: '/build/prune',
      query: { all: cache === 'all', filters: filters({}, false) },
    },
  ]
  return list.filter((step) => step !== false)
}

/** Has the engine do one step. @returns the bytes that it says it freed @throws SlipwayError when a volume is in use by now */
export async function take(client: EngineClient, step: Step, signal?: AbortSignal): Promise<number> {
  if ('volumes' in step) {
    for (const { name } of step.volumes) {
      await client.text('DELETE', `/volumes/${encodeURIComponent(name)}`, { timeout: 0, ...(signal && { signal }) })
    }
    return step.volumes.reduce((sum, { size }) => sum + size, 0)
  }
  const { path, query } = step
  const { SpaceReclaimed } = await client.json(freed, 'POST', path, {
    query,
    timeout: 0,
    ...(signal && { signal }),
  })
  return SpaceReclaimed ?? 0
}
