import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { BackupFormat, VolumeBackup } from '../../contract/index.ts'
import { fileProblem, safeName } from '../host-files/index.ts'
import type { JobReport, JobResult } from '../jobs/index.ts'
import { pool } from '../pool.ts'
import { manifestPath, readManifest } from './archive/manifest.ts'
import { factsOf } from './facts.ts'
import { type Ground, telling } from './ground.ts'
import { type WhileInUse, whilePaused } from './users.ts'

export type BackupJob = {
  volumes: readonly string[]
  /** Absolute. */
  folder: string
  format: BackupFormat
  whileInUse: WhileInUse
  schedule?: string
}

/** Where backups go unless it is said. */
export const usualFolder = (): string => join(homedir(), 'slipway-backups')

/** Writes each volume into an archive of its own. @throws SlipwayError */
export async function writeBackups(
  ground: Ground,
  { volumes, folder, format, whileInUse, schedule }: BackupJob,
  report: JobReport,
  signal: AbortSignal,
): Promise<JobResult> {
  const { client, contents, unfinished } = ground
  await mkdir(folder, { recursive: true }).catch((error) => {
    throw fileProblem(error, folder)
  })
  let file = folder
  let bytes = 0
  let left = 0
  await whilePaused(ground, volumes, whileInUse, async () => {
    for (const name of volumes) {
      signal.throwIfAborted()
      report.doing(`Backing up ${name}`)
      const volume = await factsOf(client, name, signal)
      const place = await freePlace(folder, name, format)
      const aside = `${place}.part`
      const { done } = await unfinished.begin({ kind: 'file', path: aside })
      try {
        const plan = { volume, place, aside, format, schedule }
        const manifest = await contents.pack(plan, telling(report, 'Writing', name), signal)
        bytes += manifest.bytes
        left += manifest.left.length
        if (volumes.length === 1) file = place
      } finally {
        await done()
      }
    }
  })
  return { file, bytes, ...(left > 0 && { note: `${left} files could not be read; the manifest names them` }) }
}

/** A name in the folder that is free: the volume's, and the time. */
async function freePlace(folder: string, volume: string, format: BackupFormat): Promise<string> {
  const now = new Date()
  const two = (number: number) => String(number).padStart(2, '0')
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`
  const time = `${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`
  for (let count = 1; ; count++) {
    const more = count === 1 ? '' : `-${count}`
    const place = join(folder, safeName(`${volume}-${day}-${time}${more}`, `.tar.${format}`))
    if (!(await stat(place).catch(() => undefined))) return place
  }
}

/** The backups in a folder, the newest first; none where there is no such folder. @throws SlipwayError when it can't be read */
export async function listBackups(folder: string): Promise<VolumeBackup[]> {
  let names: string[]
  try {
    names = await readdir(folder)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw fileProblem(error, folder)
  }
  const there = new Set(names)
  const archives = names.filter((name) => /\.tar\.(?:zst|gz)$/.test(name) && there.has(manifestPath(name)))
  const found = await pool(archives, 4, async (name): Promise<VolumeBackup[]> => {
    const path = join(folder, name)
    const manifest = await readManifest(path)
    if (!manifest) return []
    const { volume, made, bytes, contents, left, schedule } = manifest
    return [
      {
        path,
        volume: volume.name,
        made: Date.parse(made),
        bytes,
        contents,
        left: left.length,
        ...(schedule !== undefined && { schedule }),
      },
    ]
  })
  return found.flat().sort((a, b) => b.made - a.made)
}

/** Removes the oldest backups of a schedule: of each volume so many stay. */
export async function forgetBackups(folder: string, schedule: string, keep: number): Promise<void> {
  const counts = new Map<string, number>()
  for (const { path, volume, schedule: by } of await listBackups(folder)) {
    if (by !== schedule) continue
    const count = (counts.get(volume) ?? 0) + 1
    counts.set(volume, count)
    if (count <= keep) continue
    await rm(path, { force: true })
    await rm(manifestPath(path), { force: true })
  }
}
