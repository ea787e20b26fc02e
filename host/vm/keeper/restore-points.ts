import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { VmRestorePoint } from '../../../contract/index.ts'
import { vmRestorePoint } from '../../../contract/vm.ts'
import { SlipwayError } from '../../errors.ts'
import type { DataDisk } from '../driver.ts'
import type { VmFolder } from '../folder.ts'

type Why = VmRestorePoint['why']
/** So many of those that are made by themselves are kept. */
const KEPT = 3
const BY_ITSELF: readonly Why[] = ['update', 'resize', 'restore']

/** The former states of a data disk that no machine uses now: within its file, or files of their own. */
export class RestorePoints {
  readonly #folder: VmFolder
  readonly #disk: DataDisk

  constructor(folder: VmFolder, disk: DataDisk) {
    this.#folder = folder
    this.#disk = disk
  }

  /** The newest first. */
  async list(): Promise<VmRestorePoint[]> {
    const within = this.#disk.exists() ? (await this.#disk.info()).snapshots.map(({ name }) => pointOf(name)) : []
    const files = await Promise.all(
      (await readdir(this.#folder.restore).catch(() => [])).map(async (file) => {
        const point = file.endsWith('.qcow2') ? pointOf(file.slice(0, -'.qcow2'.length)) : undefined
        const size = await stat(join(this.#folder.restore, file))
        return point && { ...point, bytes: size.blocks === undefined ? size.size : size.blocks * 512 }
      }),
    )
    return [...within, ...files].filter((point) => point !== undefined).sort((a, b) => b.made - a.made)
  }

  /** Keeps the disk as it is now; takes no room until it changes. Forgets the oldest of those made by themselves. */
  async keep(why: Why): Promise<string> {
    const id = newId(why)
    await this.#disk.keep(id)
    const old = (await this.list()).filter((point) => point.bytes === undefined && BY_ITSELF.includes(point.why))
    for (const point of old.slice(KEPT)) await this.#disk.forget(point.id)
    return id
  }

  /** Moves the whole disk away, so that there is none. Nothing is copied, nothing deleted. */
  async setAside(why: Why): Promise<string> {
    const id = newId(why)
    await mkdir(this.#folder.restore, { recursive: true, mode: 0o700 })
    await rename(this.#folder.data, this.#file(id))
    return id
  }

  /** Makes the disk what it was. What it is now becomes a restore point itself. @throws SlipwayError NOT_FOUND */
  async goBack(id: string): Promise<void> {
    const file = this.#file(id)
    if (existsSync(file)) {
      if (this.#disk.exists()) await this.setAside('restore')
      await rename(file, this.#folder.data)
      return
    }
    await this.#find(id)
    await this.keep('restore')
    await this.#disk.goBack(id)
  }

  /** Forgets one; this can’t be undone. @throws SlipwayError NOT_FOUND */
  async forget(id: string): Promise<void> {
    const { bytes } = await this.#find(id)
    if (bytes === undefined) await this.#disk.forget(id)
    else await rm(this.#file(id))
  }

  async #find(id: string): Promise<VmRestorePoint> {
    const found = (await this.list()).find((point) => point.id === id)
    if (found) return found
    throw new SlipwayError('NOT_FOUND', {
      what: `There is no restore point ${id}.`,
      why: 'It was forgotten, or it belongs to another virtual machine.',
      next: 'See those that there are: `slipway vm status`',
    })
  }

  /** An id comes from outside: it is a name and no path. */
  #file(id: string): string {
    return join(this.#folder.restore, `${vmRestorePoint.shape.id.parse(id)}.qcow2`)
  }
}

let last = 0

/** Its time in UTC to the millisecond, and its reason; no two are the same. */
function newId(why: Why): string {
  last = Math.max(Date.now(), last + 1)
  return `${new Date(last).toISOString().replace(/[-:.]/g, '')}-${why}`
}

function pointOf(id: string): VmRestorePoint | undefined {
  const [, year, month, day, hour, minute, second, ms, why] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-([a-z]+)$/.exec(id) ?? []
  const made = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`)
  const point = vmRestorePoint.safeParse({ id, made, why })
  return point.success ? point.data : undefined
}
