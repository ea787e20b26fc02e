import { createHash } from 'node:crypto'
import { watch } from 'node:fs'
import { readFile, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { DockerfileText } from '../../../contract/index.ts'
import { Change } from '../../change.ts'
import { SlipwayError } from '../../errors.ts'
import { writeAtomically } from '../../json-file.ts'
import { findPlace, readDockerfile } from '../context/context.ts'
import { gone } from '../context/walk.ts'

/** The version of a file that is not there. */
const NONE = 'none'
/** Editors write a file in several steps; so long it must be still. */
const STILL_MS = 60

/** The Dockerfile that a build of the folder would follow; an empty text where there is none yet. */
export async function openDockerfile(context: string, file: string | undefined): Promise<DockerfileText> {
  try {
    const { dockerfile } = await findPlace(context, file)
    return await textOf(dockerfile.path)
  } catch (error) {
    if (!(error instanceof SlipwayError && error.code === 'NOT_FOUND')) throw error
    const folder = await realpath(context).catch(gone)
    const path = resolve(folder ?? context, file || 'Dockerfile')
    // Without its folder there is no place for one.
    if (folder === undefined || (await stat(dirname(path)).catch(gone)) === undefined) throw error
    return { path, text: '', version: NONE }
  }
}

/** Writes a Dockerfile as a whole or not at all. @throws SlipwayError CONFLICT when it has become another one meanwhile */
export async function saveDockerfile({ path, text, version }: DockerfileText): Promise<DockerfileText> {
  const absolute = resolve(path)
  const now = await versionOf(absolute)
  if (now !== version) {
    throw new SlipwayError('CONFLICT', {
      what: `“${basename(absolute)}” was not saved.`,
      why: now === NONE ? 'It was removed meanwhile.' : 'Some other program has changed it meanwhile.',
      next: 'Look at what is on disk, then save your text over it or take that one.',
    })
  }
  const mode = (await stat(absolute).catch(gone))?.mode
  await writeAtomically(absolute, text, mode === undefined ? 0o644 : mode & 0o777)
  return { path: absolute, text, version: versionOfText(Buffer.from(text)) }
}

/** The version that is on disk, now and after every change, until the signal. */
export async function* watchDockerfile(path: string, signal?: AbortSignal): AsyncGenerator<{ version: string }, void> {
  const absolute = resolve(path)
  const name = basename(absolute)
  const change = new Change()
  let timer: ReturnType<typeof setTimeout> | undefined
  // The folder, not the file: a file that is replaced is another one.
  const watcher = watch(dirname(absolute), (_event, changed) => {
    if (changed !== null && changed !== name) return
    clearTimeout(timer)
    timer = setTimeout(() => change.bump(), STILL_MS)
  })
  watcher.on('error', () => {})
  try {
    let seen = -1
    let last: string | undefined
    while (true) {
      await change.after(seen, signal)
      seen = change.version
      const version = await versionOf(absolute)
      if (version !== last) yield { version }
      last = version
    }
  } finally {
    clearTimeout(timer)
    watcher.close()
  }
}

async function textOf(path: string): Promise<DockerfileText> {
  const text = await readDockerfile(path)
  return { path, text, version: versionOfText(Buffer.from(text)) }
}

async function versionOf(path: string): Promise<string> {
  const bytes = await readFile(join(path)).catch(gone)
  return bytes === undefined ? NONE : versionOfText(bytes)
}

const versionOfText = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
