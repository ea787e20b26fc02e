import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Snapshot } from '../../contract/index.ts'
import { snapshotWhy } from '../../contract/snapshots.ts'
import { Change } from '../change.ts'
import { SlipwayError } from '../errors.ts'
import { writeAtomically } from '../json-file.ts'
import { volumeFacts } from './archive/manifest.ts'
import { isElsewhere } from './facts.ts'
import type { Unfinished } from './unfinished.ts'

const DAY_MS = 86_400_000

const keptVolume = z.object({
  facts: volumeFacts,
  /** Bytes: what was in it, and what that takes here. */
  contents: z.number(),
  bytes: z.number(),
  /** The archive in the snapshot’s folder, with its checksum; or the volume of the engine that shares its files. */
  archive: z.object({ file: z.string(), sha256: z.string() }).optional(),
  twin: z.string().optional(),
})
export type KeptVolume = z.infer<typeof keptVolume>

const record = z.object({
  id: z.uuid(),
  engine: z.string(),
  why: snapshotWhy,
  made: z.number(),
  expires: z.number().optional(),
  checkpoint: z.object({ name: z.string(), stack: z.string() }).optional(),
  volumes: z.array(keptVolume),
})
export type KeptRecord = z.infer<typeof record>

const RECORD = 'snapshot.json'

/** Removes a volume of Slipway’s own from an engine; one that is gone already is no failure. @throws SlipwayError */
type RemoveTwin = (engine: string, name: string) => Promise<void>

export type Limits = { days: number; gigabytes: number }

/** The folders with what volumes were; one is there once its record is. */
export class Kept {
  readonly #folder: string
  readonly #unfinished: Unfinished
  readonly #removeTwin: RemoveTwin
  readonly #records: Map<string, KeptRecord>
  readonly #change = new Change()

  private constructor(folder: string, unfinished: Unfinished, removeTwin: RemoveTwin, records: KeptRecord[]) {
    this.#folder = folder
    this.#unfinished = unfinished
    this.#removeTwin = removeTwin
    this.#records = new Map(records.map((one) => [one.id, one]))
  }

  static async open(folder: string, unfinished: Unfinished, removeTwin: RemoveTwin): Promise<Kept> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const names = await readdir(folder)
    const read = await Promise.all(names.map((name) => readRecord(join(folder, name, RECORD))))
    return new Kept(
      folder,
      unfinished,
      removeTwin,
      read.flatMap((one) => one ?? []),
    )
  }

  /** Those of an engine, the newest first, now and after every change. */
  watch(engine: string, signal?: AbortSignal): AsyncGenerator<Snapshot[]> {
    const read = () =>
      [...this.#records.values()]
        .filter((one) => one.engine === engine)
        .sort((a, b) => b.made - a.made)
        .map(view)
    return this.#change.each(read, signal)
  }

  /** @throws SlipwayError NOT_FOUND */
  find(id: string): KeptRecord {
    const found = this.#records.get(id)
    if (found) return found
    throw new SlipwayError('NOT_FOUND', {
      what: 'This restore point is gone.',
      why: 'It was removed, or its time was over.',
      next: 'Choose another one, or a backup.',
    })
  }

  pathOf({ id }: Pick<KeptRecord, 'id'>, file: string): string {
    return join(this.#folder, id, file)
  }

  /** Makes one: the work puts its files into the folder. Nothing of it is left when the work fails. */
  async add(
    about: Pick<KeptRecord, 'engine' | 'why' | 'expires' | 'checkpoint'>,
    work: (folder: string) => Promise<KeptVolume[]>,
  ): Promise<KeptRecord> {
    const id = randomUUID()
    const folder = join(this.#folder, id)
    const { done } = await this.#unfinished.begin({ kind: 'file', path: folder })
    try {
      await mkdir(folder, { mode: 0o700 })
      const made = { id, ...about, made: Date.now(), volumes: await work(folder) }
      await this.#write(made)
      return made
    } catch (error) {
      await rm(folder, { recursive: true, force: true })
      throw error
    } finally {
      await done()
    }
  }

  /** Lets one stay until it is removed, or go by itself. @throws SlipwayError NOT_FOUND */
  async hold(id: string, hold: boolean, { days }: Limits): Promise<void> {
    const { expires: _, ...one } = this.find(id)
    await this.#write(hold ? one : { ...one, expires: Date.now() + days * DAY_MS })
  }

  /** Whether one has what it kept in that volume of the engine. */
  hasTwin(engine: string, name: string): boolean {
    return [...this.#records.values()].some(
      (one) => one.engine === engine && one.volumes.some(({ twin }) => twin === name),
    )
  }

  /** @throws SlipwayError when it is on an engine that can’t be asked: it stays then */
  async remove(id: string): Promise<void> {
    const { engine, volumes = [] } = this.#records.get(id) ?? {}
    for (const { twin } of volumes) if (engine !== undefined && twin !== undefined) await this.#removeTwin(engine, twin)
    // The record goes first: a folder without one is nothing.
    await rm(join(this.#folder, id, RECORD), { force: true })
    this.#records.delete(id)
    this.#change.bump()
    await rm(join(this.#folder, id), { recursive: true, force: true })
  }

  /** What has to go: those whose time is over, then the oldest while they take more than they may. */
  outdated({ gigabytes }: Limits, now = Date.now()): KeptRecord[] {
    const going = [...this.#records.values()].filter((one) => one.expires !== undefined).sort((a, b) => b.made - a.made)
    let bytes = 0
    return going.filter((one) => {
      if ((one.expires ?? 0) <= now) return true
      bytes += one.volumes.reduce((sum, volume) => sum + volume.bytes, 0)
      return bytes > gigabytes * 1e9
    })
  }

  async #write(one: KeptRecord): Promise<void> {
    await writeAtomically(join(this.#folder, one.id, RECORD), JSON.stringify(one))
    this.#records.set(one.id, one)
    this.#change.bump()
  }
}

async function readRecord(path: string): Promise<KeptRecord | undefined> {
  try {
    const parsed = record.safeParse(JSON.parse(await readFile(path, 'utf8')))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

const view = ({ volumes, ...one }: KeptRecord): Snapshot => ({
  ...one,
  volumes: volumes.map(({ facts, contents, bytes, twin }) => ({
    name: facts.name,
    contents,
    bytes,
    shared: twin !== undefined,
    elsewhere: isElsewhere(facts),
  })),
})
