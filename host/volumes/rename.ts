import type { Container } from '../../contract/index.ts'
import type { Run } from '../../contract/run.ts'
import { asSlipwayError, SlipwayError } from '../errors.ts'
import { readUsers } from '../inventory/index.ts'
import type { JobReport, JobResult } from '../jobs/index.ts'
import type { AuthFor } from '../registries/index.ts'
import { asideName, type Successor, succeed, successorOf } from '../run/index.ts'
import { cloneVolume } from './clone.ts'
import type { Ground } from './ground.ts'
import { removeOne } from './remove.ts'
import { act } from './users.ts'

type Heir = { container: Container; successor: Successor }

/**
 * Copies a volume under another name and makes its containers anew with that. The old one goes when no container had
 * it; otherwise it stays with the containers that were put aside.
 * @throws SlipwayError when nothing was changed, or when some containers could not be made anew
 */
export async function renameVolume(
  ground: Ground,
  { from, to, authFor }: { from: string; to: string; authFor: AuthFor },
  report: JobReport,
  signal: AbortSignal,
): Promise<JobResult> {
  const { client, contents, engine, unfinished } = ground
  const users = await readUsers(client, [from])
  const heirs: Heir[] = []
  for (const container of users) {
    const successor = await successorOf(client, container.id)
    const run = { ...withVolume(successor.run, from, to), verb: successor.running ? 'run' : 'create' } as const
    heirs.push({ container, successor: { ...successor, run } })
  }
  const stopped: { id: string; done: () => Promise<void> }[] = []
  const switched = new Set<string>()
  const failed: string[] = []
  try {
    for (const { container } of heirs.filter(({ successor }) => successor.running)) {
      report.doing(`Stopping ${container.name}`)
      const { done } = await unfinished.begin({ kind: 'stopped', engine, container: container.id })
      stopped.push({ id: container.id, done })
      await act(client, container.id, 'stop')
    }
    await cloneVolume(ground, { from, to, whileInUse: 'leave', sameLabels: true }, report, signal)
    for (const { container, successor } of heirs) {
      try {
        report.doing(`Recreating ${container.name}`)
        await succeed(client, container.id, successor, authFor, report, signal)
        switched.add(container.id)
      } catch (error) {
        const { problem } = asSlipwayError(error, `${container.name} could not be made anew.`)
        failed.push(`${container.name}: ${problem.what} ${problem.why}`)
      }
    }
    if (failed.length > 0 && switched.size === 0) await removeOne(client, to)
  } finally {
    for (const { id, done } of stopped) {
      if (!switched.has(id)) await act(client, id, 'start')
      await done()
    }
  }
  if (failed.length > 0) throw notAll(from, to, failed, switched.size)
  await contents.release(from)
  if (users.length === 0) {
    await removeOne(client, from)
    return {}
  }
  const aside = users.map(({ name }) => asideName(name)).join(', ')
  return { note: `${from} stays with ${aside}: remove them when all is well` }
}

/** The same container with another volume in the place of one. */
export function withVolume(run: Run, from: string, to: string): Run {
  return {
    ...run,
    volume: run.volume.map((one) => (one.source === from ? { ...one, source: to } : one)),
    mount: run.mount.map((one) => (one.type === 'volume' && one.source === from ? { ...one, source: to } : one)),
  }
}

const notAll = (from: string, to: string, failed: readonly string[], switched: number) =>
  new SlipwayError('CONFLICT', {
    what:
      switched === 0
        ? `${from} was not renamed; all is as it was.`
        : `${failed.length} containers still have ${from}, ${switched} have ${to}.`,
    why: failed.join('\n'),
    next: 'Recreate them from their pages, where their volumes can be changed.',
  })
