import { randomBytes } from 'node:crypto'
import { lstat, mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough, type Readable } from 'node:stream'
import type { SentFile } from '../../contract/index.ts'
import { SlipwayError } from '../errors.ts'
import { absolutePath, fileProblem } from '../host-files/index.ts'
import type { JobReport, JobResult } from '../jobs/index.ts'
import { pause } from '../pause.ts'
import { pathText, TarScanner } from '../tar/index.ts'
import { localName, localPath } from './local/name.ts'
import { unpackLocal } from './local/unpack.ts'
import type { Opened, OpenedToRead } from './open-tree.ts'
import { cut, inside } from './tree.ts'

/** Counting takes about as long as a small download does. Milliseconds. */
const COUNT_AFTER_MS = 500

/** Where a download goes: into a folder of this computer, under a name. */
export type Destination = { to: string; as: string; replace: boolean }

/** Where it will be. @throws SlipwayError when it can’t be there, or is there and is not to be replaced */
export async function destination({ to, as, replace }: Destination): Promise<string> {
  const folder = absolutePath(to)
  const found = await lstat(folder).catch((error) => {
    throw fileProblem(error, folder)
  })
  if (!found.isDirectory() && !found.isSymbolicLink()) {
    throw fileProblem(Object.assign(new Error('is no folder'), { code: 'ENOTDIR' }), folder)
  }
  const name = localName(as)
  if (name === '' || name === '.' || name === '..' || /[/\\]/.test(name)) {
    throw fileProblem(Object.assign(new Error('is no name'), { code: 'EINVAL' }), as)
  }
  const place = join(folder, name)
  const there = await lstat(localPath(place)).catch(() => undefined)
  if (there && !replace) {
    throw new SlipwayError('CONFLICT', {
      what: `“${place}” is there already.`,
      why: 'It would be replaced.',
      next: 'Choose another folder, or say that it is to be replaced.',
    })
  }
  return place
}

/**
 * Brings a file or folder to a place of this computer: beside it first, and to it when it is whole. What was there goes
 * then.
 * @throws SlipwayError, the signal’s reason
 */
export async function download(
  { tree, bulk }: OpenedToRead,
  path: string,
  place: string,
  report: JobReport,
  signal: AbortSignal,
): Promise<JobResult> {
  const { folder, name } = cut(path)
  const around = join(place, '..')
  const aside = join(around, `.slipway-${randomBytes(6).toString('hex')}.part`)
  report.doing('Asking the engine')
  let total: number | undefined
  const over = new AbortController()
  pause(COUNT_AFTER_MS, over.signal)
    .then(() => tree.measure([path], AbortSignal.any([signal, over.signal])))
    .then(
      ({ bytes }) => {
        total = bytes
      },
      // It is only there to say how far it is.
      () => {},
    )
  let tar: Readable | undefined
  try {
    tar = await bulk.pack(folder, [name === '' ? '.' : name], signal)
    await mkdir(aside).catch((error) => {
      throw fileProblem(error, around)
    })
    report.doing('Copying')
    const onBytes = (done: number) =>
      report.step({ id: 'files', state: 'Copying', done, ...(total !== undefined && { total: Math.max(total, done) }) })
    const { bytes, left } = await unpackLocal(tar, aside, { signal, onBytes })
    await put(name === '' ? aside : join(aside, localName(name)), place)
    return { file: place, bytes, ...(left.length > 0 && { left: left.length }) }
  } catch (error) {
    signal.throwIfAborted()
    throw error
  } finally {
    over.abort()
    tar?.destroy()
    await rm(aside, { recursive: true, force: true })
  }
}

async function put(from: string, place: string): Promise<void> {
  const [made, wanted] = [localPath(from), localPath(place)]
  await lstat(made).catch(() => {
    throw fileProblem(Object.assign(new Error('Nothing that can be written here came.'), { code: 'EINVAL' }), place)
  })
  const old = `${place}.slipway-${randomBytes(4).toString('hex')}.old`
  const there = await lstat(wanted).catch(() => undefined)
  try {
    if (there) await rename(wanted, localPath(old))
    await rename(made, wanted)
  } catch (error) {
    if (there) await rename(localPath(old), wanted).catch(() => {})
    throw fileProblem(error, place)
  }
  if (there) await rm(localPath(old), { recursive: true, force: true })
}

/** The content of the one file in a tar. */
export function contentOf(tar: Readable): Readable {
  const out = new PassThrough({ highWaterMark: 1024 * 1024 })
  let seen = false
  const scanner = new TarScanner(({ type }) => {
    const wanted = !seen && type === 'file'
    seen = true
    return wanted ? { write: (part) => void out.write(part), end: () => {} } : undefined
  }, pathText)
  const pump = async () => {
    for await (const chunk of tar) {
      scanner.push(chunk)
      if (out.writableNeedDrain) await new Promise((resolve) => out.once('drain', resolve).once('close', resolve))
      if (out.destroyed) return
    }
    scanner.end()
    out.end()
  }
  pump().catch((error) => out.destroy(error instanceof Error ? error : new Error(String(error))))
  out.on('close', () => tar.destroy())
  return out
}

/** What goes into a folder must not take the place of anything, unless that was said. @throws SlipwayError CONFLICT */
export async function checkRoom(
  { tree }: Opened,
  folder: string,
  names: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  const there = new Set((await tree.list(folder, signal)).map(({ name }) => name))
  const [first, ...more] = names.filter((name) => there.has(name))
  if (first === undefined) return
  throw new SlipwayError('CONFLICT', {
    what: `“${inside(folder, first)}”${more.length > 0 ? ` and ${more.length} more are` : ' is'} there already.`,
    why: 'What is sent has the same name.',
    next: 'Rename it, or say that it is to be replaced.',
  })
}

/** The names in the folder that what a browser sends begins with. @throws SlipwayError for a path that leads out */
export function topNames(files: readonly SentFile[], folders: readonly string[]): string[] {
  const tops = new Set<string>()
  for (const path of [...files.map((file) => file.path), ...folders]) {
    const names = path.split('/')
    const wrong = names.some(
      (name) => name === '' || name === '.' || name === '..' || name.includes('\0') || name.length > 255,
    )
    if (wrong) {
      throw new SlipwayError('INVALID', {
        what: `“${path}” can’t be sent.`,
        why: 'It is no path below the folder.',
        next: 'Choose other files.',
      })
    }
    tops.add(names[0] ?? '')
  }
  return [...tops]
}
