import { chmod, statfs } from 'node:fs/promises'
import type { DataDisk } from '../driver.ts'
import { VmError } from '../failure.ts'
import type { VmFolder } from '../folder.ts'
import { ProgramError } from '../program.ts'
import { diskUnreadable, hostDiskFull } from '../qemu/start-failure.ts'
import type { VmRecord } from './record.ts'
import { RestorePoints } from './restore-points.ts'

/** Below this a start makes no sense: the disk’s file could not even note what it frees. */
const LEAST_FREE = 256 * 1024 ** 2

export type PrepareDiskOptions = {
  record: VmRecord
  disk: DataDisk
  /** Of the image that is about to be started. */
  recipe: string
}

/**
 * Has the data disk there, whole, and as large as was chosen; with a restore point before whatever changes it.
 * @throws VmError with the culprit
 */
export async function prepareDisk({ record, disk, recipe }: PrepareDiskOptions): Promise<void> {
  const { folder, facts } = record
  const { disk: size } = record.size
  const free = await freeBytes(folder.path)
  if (free < LEAST_FREE) throw hostDiskFull(folder.path, `There are ${Math.floor(free / 1024 ** 2)} MiB left.`)
  if (!disk.exists()) {
    if (facts.diskMade !== undefined) throw await missing(folder, disk)
    await disk.create(size)
    await chmod(folder.data, 0o600)
    await record.remember({ diskMade: Date.now(), recipe })
    return
  }
  const info = await readable(folder, () => disk.info())
  if (!facts.clean) {
    const result = await readable(folder, () => disk.check())
    if (result === 'broken') throw diskUnreadable(folder, 'qemu-img finds errors in it.')
    if (result === 'mended') record.note('Space that a crash had left unused in the data disk’s file was given back.')
  }
  const points = new RestorePoints(folder, disk)
  if (facts.recipe !== undefined && facts.recipe !== recipe) {
    await points.keep('update')
    record.note('The image is another version than last time; a restore point was made.')
  }
  if (info.size < size) {
    await points.keep('resize')
    await disk.grow(size)
    record.note('The data disk has grown; a restore point was made before.')
  }
}

/** What qemu-img can’t read is a damaged disk. */
async function readable<T>(folder: VmFolder, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof ProgramError ? diskUnreadable(folder, error.message) : error
  }
}

/** Bytes that this user may still write where that path is. */
export async function freeBytes(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path)
  return bavail * bsize
}

async function missing(folder: VmFolder, disk: DataDisk): Promise<VmError> {
  const [newest] = await new RestorePoints(folder, disk).list()
  const name = folder.name
  return new VmError(
    'data-missing',
    {
      what: 'The virtual machine’s data disk is gone.',
      why: `${folder.data} was there, and is not any more.`,
      next: 'Put it back where it was. Or go back to a restore point, or begin with an empty disk.',
    },
    [
      ...(newest === undefined
        ? []
        : [
            {
              kind: 'restore' as const,
              label: 'Go back to the newest restore point',
              command: `slipway vm restore ${newest.id} --name ${name}`,
            },
          ]),
      { kind: 'new-disk', label: 'Begin with an empty disk', command: `slipway vm reset --name ${name}` },
    ],
  )
}
