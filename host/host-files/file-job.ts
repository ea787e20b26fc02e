import { basename } from 'node:path'
import { PassThrough, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Job, JobStep } from '../../contract/index.ts'
import type { Activity } from '../activity/index.ts'
import type { Downloads } from '../downloads/index.ts'
import { SlipwayError } from '../errors.ts'
import type { JobReport, Jobs } from '../jobs/index.ts'
import { TarEnd } from '../tar/index.ts'
import { checkedPlace, type FileToWrite, writeWhole } from './write-whole.ts'

/** Something large that becomes a file. */
export type FileSource = {
  engine: string
  kind: Job['kind']
  /** “Export web”. */
  title: string
  /** The docker command that writes the same into the file of that name. */
  command: (file: string) => string
  /** Begins it. @throws SlipwayError */
  open: (signal: AbortSignal) => Promise<Opened>
  /** It is a tar file: one that was cut short is told by its end. */
  tar?: boolean
}

/** What comes; `total` is its size in bytes where that is known, and an estimate where that says so. */
type Opened = { body: Readable; total?: number; estimated?: boolean }

const say = ({ file, bytes }: { file: string; bytes: number }) => `${bytes.toLocaleString('en')} bytes in ${file}`

type Services = { jobs: Jobs; activity: Activity; downloads: Downloads }

/** Begins a job that writes it to a file of this computer. @throws SlipwayError when it can't be written there */
export async function saveAsFile(
  { jobs, activity }: Services,
  { engine, kind, title, command: spell, open, tar = false }: FileSource,
  to: FileToWrite,
): Promise<{ job: string; command: string }> {
  const place = await checkedPlace(to)
  const command = spell(place)
  const job = jobs.start({ engine, kind, title, command }, (report, signal) =>
    activity.record(
      engine,
      command,
      async () => {
        report.doing('Asking the engine')
        const { body, ...expected } = await open(signal)
        const meter = new Meter(report, expected, tar)
        await writeWhole(place, to.replace, meter.metered(body), signal)
        return { file: place, bytes: meter.bytes }
      },
      { signal, say },
    ),
  )
  return { job, command }
}

/** Offers it as a download; taking it begins a job, which ends with the download. */
export function offerAsDownload(
  { jobs, activity, downloads }: Services,
  { engine, kind, title, command: spell, open, tar = false }: FileSource,
  fileName: string,
): { path: string; fileName: string; command: string } {
  const command = spell(fileName)
  const path = downloads.offer(async () => {
    const out = new PassThrough()
    const begun = Promise.withResolvers<void>()
    jobs.start({ engine, kind, title, command }, (report, signal) =>
      activity.record(
        engine,
        command,
        async () => {
          try {
            report.doing('Asking the engine')
            const { body, ...expected } = await open(signal)
            const meter = new Meter(report, expected, tar)
            begun.resolve()
            await pipeline(meter.metered(body), out, { signal })
            return { file: fileName, bytes: meter.bytes }
          } catch (error) {
            begun.reject(error)
            throw error
          }
        },
        { signal, say },
      ),
    )
    await begun.promise
    return { fileName, contentType: 'application/octet-stream', body: out }
  })
  return { path, fileName, command }
}

/** Counts the bytes that pass, and tells of them. */
class Meter {
  bytes = 0
  readonly #report: JobReport
  readonly #expected: Omit<Opened, 'body'>
  readonly #end: TarEnd | undefined

  constructor(report: JobReport, expected: Omit<Opened, 'body'>, tar: boolean) {
    this.#report = report
    this.#expected = expected
    this.#tell('Asking the engine')
    this.#end = tar ? new TarEnd() : undefined
  }

  /** What passes. @throws SlipwayError for a tar file that has no end */
  async *metered(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
    for await (const part of body) {
      this.bytes += part.length
      this.#end?.take(part)
      this.#tell('Writing')
      yield part
    }
    if (this.#end?.came === false) throw brokeOff()
  }

  #tell(doing: string): void {
    this.#report.doing(doing)
    this.#report.step({ id: 'file', state: doing, done: this.bytes, ...this.#total() })
  }

  /** How much it is in all; what went beyond an estimate has no known end. */
  #total(): Pick<JobStep, 'total' | 'about'> {
    const { total, estimated } = this.#expected
    if (total === undefined || (estimated && this.bytes > total)) return {}
    return { total: Math.max(total, this.bytes), ...(estimated && { about: true }) }
  }
}

const brokeOff = () =>
  new SlipwayError('ENGINE_ERROR', {
    what: 'The engine broke off before the end.',
    why: 'The tar file has no end, so something is missing in it.',
    next: 'Try again. If it stays, look at the engine’s own log.',
  })

/** A name that is safe in every file system, from one that came from an engine. */
export function safeName(name: string, extension: string): string {
  const safe = basename(name)
    .replace(/[^a-zA-Z0-9_.-]+/g, '_')
    .replace(/^[.-]+/, '')
    .slice(0, 100)
  return `${safe || 'export'}${extension}`
}
