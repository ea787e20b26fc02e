import type { SnapshotWhy } from '../../contract/index.ts'
import { SlipwayError } from '../errors.ts'
import type { JobReport, JobResult } from '../jobs/index.ts'
import { isThere } from './create.ts'
import { type Ground, telling } from './ground.ts'
import { clearOut, keepTogether } from './keep.ts'
import type { KeptRecord, KeptVolume } from './kept.ts'
import { makeFilled } from './make-filled.ts'
import { removeOne } from './remove.ts'
import { checkTwin } from './twins.ts'
import { whileStopped } from './users.ts'

type Part = { record: KeptRecord; volume: KeptVolume }

/**
 * Puts volumes back as they were, all or none; what they are now is kept before that.
 * @throws SlipwayError CONFLICT when containers run that may not be stopped; INVALID when an archive is damaged
 */
export async function bringBack(
  ground: Ground,
  records: readonly KeptRecord[],
  stop: boolean,
  report: JobReport,
  signal: AbortSignal,
): Promise<JobResult> {
  const { client, kept, contents, limits } = ground
  // The oldest last: of two that have the same volume, it is the state before both.
  const parts = [...records]
    .sort((a, b) => b.made - a.made)
    .flatMap((record) => record.volumes.map((volume) => ({ record, volume })))
  const names = [...new Set(parts.map(({ volume }) => volume.facts.name))]
  const before = await whileStopped(ground, names, stop, async () => {
    for (const { record, volume } of parts) {
      if (volume.twin !== undefined) await checkTwin(ground, volume.twin, volume.facts.name, signal)
      if (!volume.archive) continue
      report.doing(`Checking what was kept of ${volume.facts.name}`)
      await contents.verify(kept.pathOf(record, volume.archive.file), volume.archive.sha256, signal)
    }
    const there: string[] = []
    for (const name of names) if (await isThere(client, name, signal)) there.push(name)
    const [first] = records
    const checkpoint = first?.checkpoint && { ...first.checkpoint, name: `Before “${first.checkpoint.name}”` }
    const about = { why: checkpoint ? ('switch' as const) : ('undo' as const), ...(checkpoint && { checkpoint }) }
    const before = there.length > 0 ? await keepTogether(ground, there, about, report, signal) : undefined
    await putAll(ground, parts, new Set(there), before, report, signal)
    return before
  })
  // A point that made its volume anew has done what it was for.
  for (const { id, checkpoint, volumes } of records) {
    if (!checkpoint && volumes.every(({ facts }) => !before?.volumes.some((one) => one.facts.name === facts.name)))
      await kept.remove(id)
  }
  if (before) await kept.hold(before.id, false, limits)
  await clearOut(ground)
  return { ...(before && { restorePoints: [before.id] }) }
}

async function putAll(
  ground: Ground,
  parts: readonly Part[],
  there: Set<string>,
  before: KeptRecord | undefined,
  report: JobReport,
  signal: AbortSignal,
): Promise<void> {
  const { client, contents } = ground
  const made: string[] = []
  const written: string[] = []
  try {
    for (const { record, volume } of parts) {
      const { name } = volume.facts
      const fill = () => fillFrom(ground, record, volume, report, signal)
      report.doing(`Putting ${name} back`)
      if (there.has(name)) {
        written.push(name)
        await rewrite(ground, name, before, fill, report, signal)
      } else {
        await makeFilled(ground, volume.facts, fill, signal)
        there.add(name)
        made.push(name)
      }
    }
  } catch (error) {
    for (const name of made) {
      await contents.release(name)
      await removeOne(client, name)
    }
    // The one that failed is back already.
    for (const name of written.slice(0, -1)) await rollBack(ground, name, before, report)
    throw error
  }
}

/** Puts into an empty volume what was kept of one. A volume whose files are elsewhere has them already. */
async function fillFrom(
  { contents, kept }: Ground,
  record: KeptRecord,
  { facts, archive, bytes, twin }: KeptVolume,
  report: JobReport,
  signal: AbortSignal,
  target = facts.name,
): Promise<void> {
  if (twin !== undefined) return await contents.copy(twin, target, signal)
  if (!archive) return
  const file = { path: kept.pathOf(record, archive.file), sha256: archive.sha256, bytes }
  await contents.unpack(target, file, telling(report, 'Unpacking', target), signal)
}

/** Fills a volume anew. Where that fails, or the host dies meanwhile, it is as it was `before`. @throws what the filling throws */
async function rewrite(
  ground: Ground,
  name: string,
  before: KeptRecord | undefined,
  fill: () => Promise<void>,
  report: JobReport,
  signal: AbortSignal,
): Promise<void> {
  const { engine, contents, unfinished } = ground
  const kept = before?.volumes.find(({ facts }) => facts.name === name)
  if (!before || !kept) throw new Error('a volume is only written over when what it has is kept')
  // What lies on another machine is not for us to write over.
  if (!isCopy(kept)) return
  const { done } = await unfinished.begin({ kind: 'writing', engine, name, before: before.id })
  try {
    await contents.empty(name, signal)
    await fill()
  } catch (error) {
    await rollBack(ground, name, before, report)
    await done()
    throw error
  }
  await done()
}

/** Whether its files were kept, and not only what it is. */
const isCopy = ({ archive, twin }: KeptVolume): boolean => archive !== undefined || twin !== undefined

/** Makes a volume what it was before. @throws SlipwayError */
export async function rollBack(
  ground: Ground,
  name: string,
  before: KeptRecord | undefined,
  report: JobReport,
): Promise<void> {
  const kept = before?.volumes.find(({ facts }) => facts.name === name)
  if (!before || !kept || !isCopy(kept)) return
  report.doing(`Putting ${name} back as it was`)
  const { signal } = new AbortController()
  await ground.contents.empty(name, signal)
  await fillFrom(ground, before, kept, report, signal)
}

/** Fills a volume anew from what `fill` does, with what it has now kept first. Gives the restore point. @throws SlipwayError */
export async function replaceContents(
  ground: Ground,
  name: string,
  { why, stop, hold }: { why: SnapshotWhy; stop: boolean; hold: boolean },
  fill: () => Promise<void>,
  report: JobReport,
  signal: AbortSignal,
): Promise<JobResult> {
  const before = await whileStopped(ground, [name], stop, async () => {
    const point = await keepTogether(ground, [name], { why }, report, signal)
    if (!point.volumes.every(({ archive }) => archive)) {
      await ground.kept.remove(point.id)
      throw elsewhere(name)
    }
    await rewrite(ground, name, point, fill, report, signal)
    return point
  })
  if (!hold) await ground.kept.hold(before.id, false, ground.limits)
  await clearOut(ground)
  return { restorePoints: [before.id] }
}

const elsewhere = (name: string) =>
  new SlipwayError('UNSUPPORTED', {
    what: `“${name}” was left as it is.`,
    why: 'Its files are on another machine, or in a folder that others use, too.',
    next: 'Change them there.',
  })
