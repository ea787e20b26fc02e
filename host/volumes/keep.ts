import { join } from 'node:path'
import type { SnapshotWhy, VolumeLoss } from '../../contract/index.ts'
import { SlipwayError } from '../errors.ts'
import type { JobReport } from '../jobs/index.ts'
import { factsOf, isElsewhere } from './facts.ts'
import { type Ground, telling } from './ground.ts'
import type { KeptRecord, KeptVolume, Limits } from './kept.ts'
import { Twins } from './twins.ts'

const DAY_MS = 86_400_000

/** Keeps what a volume is and has: by a twin where that is wanted and can be, else in the snapshot's folder. @throws SlipwayError */
export async function keepVolume(
  { client, contents }: Ground,
  name: string,
  { folder, at, twins }: { folder: string; at: number; twins?: Twins | undefined },
  report: JobReport,
  signal: AbortSignal,
): Promise<KeptVolume> {
  const facts = await factsOf(client, name, signal)
  if (isElsewhere(facts)) return { facts, contents: 0, bytes: 0 }
  report.doing(`Keeping ${name}`)
  const twin = await twins?.make(facts, signal)
  if (twin) return { facts, contents: twin.bytes, bytes: 0, twin: twin.name }
  const file = `${at}.tar.zst`
  const place = join(folder, file)
  const plan = { volume: facts, place, aside: `${place}.part`, format: 'zst' as const, secret: true }
  const written = await contents.pack(plan, telling(report, 'Keeping', name), signal)
  return { facts, contents: written.contents, bytes: written.bytes, archive: { file, sha256: written.sha256 } }
}

/** Whether a volume of that size is kept when it goes. `size` is bytes, where it is known. */
export function keepable(
  volume: Parameters<typeof isElsewhere>[0],
  size: number | undefined,
  { days, gigabytes }: Limits,
): VolumeLoss['kept'] {
  if (isElsewhere(volume)) return 'elsewhere'
  if (size === 0) return 'empty'
  if (days === 0) return 'off'
  return size !== undefined && size > gigabytes * 1e9 ? 'too-large' : 'yes'
}

/**
 * Makes a restore point of each of these volumes that holds data, as far as the settings have it; gives their ids.
 * @throws SlipwayError when one can’t be written: nothing may be removed then
 */
export async function keepEach(
  ground: Ground,
  names: readonly string[],
  why: SnapshotWhy,
  report: JobReport,
  signal: AbortSignal,
): Promise<string[]> {
  const { client, contents, engine, kept, limits } = ground
  const made: string[] = []
  for (const name of names) {
    signal.throwIfAborted()
    const facts = await factsOf(client, name, signal)
    const { bytes, entries } = isElsewhere(facts) ? { bytes: 0, entries: 0 } : await contents.measure(name, signal)
    // A folder without a file in it has one entry, itself.
    const size = bytes === 0 && entries > 1 ? entries : bytes
    const state = keepable(facts, size, limits)
    if (state !== 'yes' && state !== 'elsewhere') continue
    if (limits.days === 0) continue
    const about = { engine, why, expires: Date.now() + limits.days * DAY_MS }
    const point = await kept.add(about, async (folder) => [
      await keepVolume(ground, name, { folder, at: 0 }, report, signal),
    ])
    made.push(point.id)
  }
  await clearOut(ground)
  return made
}

/** Keeps volumes together until it is said otherwise; a checkpoint shares storage with them where it can. @throws SlipwayError */
export async function keepTogether(
  ground: Ground,
  names: readonly string[],
  about: Pick<KeptRecord, 'why' | 'checkpoint'>,
  report: JobReport,
  signal: AbortSignal,
): Promise<KeptRecord> {
  // What must outlive a clean-up by hand on the engine is not left there.
  const twins = about.checkpoint && new Twins(ground)
  try {
    const made = await ground.kept.add({ engine: ground.engine, ...about }, async (folder) => {
      const volumes: KeptVolume[] = []
      for (const [at, name] of names.entries()) {
        signal.throwIfAborted()
        volumes.push(await keepVolume(ground, name, { folder, at, twins }, report, signal))
      }
      return volumes
    })
    await twins?.settle()
    return made
  } catch (error) {
    await twins?.drop()
    throw error
  }
}

/** Removes restore points whose time is over, and the oldest while they take more than they may. */
export async function clearOut({ kept, limits }: Pick<Ground, 'kept' | 'limits'>): Promise<void> {
  for (const { id } of kept.outdated(limits)) {
    await kept.remove(id).catch((error) => {
      // What is on an engine that is away goes another time.
      if (!(error instanceof SlipwayError)) throw error
    })
  }
}
