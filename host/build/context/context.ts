import { lstat, open, readFile, realpath } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { SlipwayError } from '../../errors.ts'
import { readIgnore } from './ignore-file.ts'
import { gone } from './walk.ts'

/** A Dockerfile is text that people wrote; what is larger is something else. */
const LONGEST = 1_048_576

/** Where a build finds its files. */
export type Place = {
  /** The folder that is sent, without links in its path. */
  folder: string
  dockerfile: {
    /** Absolute, without links in its path. */
    path: string
    /** From the folder, with `/`; begins with `../` where it lies outside. */
    name: string
    outside: boolean
  }
  ignore: {
    /** The file that was read; absent where there is none. */
    path?: string
    /** Its text. */
    text: string
    patterns: string[]
  }
}

/** A folder here, or an address that the engine gets everything from, with the Dockerfile’s path there. */
export type Source = { place: Place } | { place?: undefined; address: string; dockerfile: string }

/**
 * Finds the Dockerfile and the `.dockerignore` of a build as the docker command does. A file `NAME.dockerignore` beside
 * the Dockerfile NAME goes before the one in the folder; the classic builder does not know it.
 * @throws SlipwayError NOT_FOUND or INVALID
 */
export async function findPlace(context: string, file: string | undefined, classic = false): Promise<Place> {
  const folder = await folderOf(context)
  const path = await dockerfileOf(folder, file)
  const name = relative(folder, path).replaceAll('\\', '/')
  const own = classic ? undefined : await ignoreFile(join(dirname(path), `${basename(path)}.dockerignore`))
  const ignore = own ?? (await ignoreFile(join(folder, '.dockerignore')))
  return {
    folder,
    dockerfile: { path, name, outside: name.startsWith('../') || isAbsolute(name) },
    ignore: ignore ?? { text: '', patterns: [] },
  }
}

/** A Dockerfile’s text. @throws SlipwayError INVALID when it is no text, or too long */
export async function readDockerfile(path: string): Promise<string> {
  const handle = await open(path, 'r')
  try {
    const { size } = await handle.stat()
    if (size > LONGEST) throw noDockerfile(path, `It has ${size} bytes; a Dockerfile has a few thousand.`)
    const bytes = await handle.readFile()
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    } catch {
      throw noDockerfile(path, 'It is not text in UTF-8.')
    }
  } finally {
    await handle.close()
  }
}

async function folderOf(context: string): Promise<string> {
  const folder = await realpath(resolve(context)).catch(gone)
  if (folder !== undefined && (await lstat(folder)).isDirectory()) return folder
  throw new SlipwayError('NOT_FOUND', {
    what: `There is no folder “${context}”.`,
    why: folder === undefined ? 'Nothing is there.' : 'It is a file.',
    next: 'Choose the folder whose files the image is made of.',
  })
}

async function dockerfileOf(folder: string, file: string | undefined): Promise<string> {
  const named = file === undefined || file === '' ? undefined : resolve(folder, file)
  for (const path of named === undefined ? [join(folder, 'Dockerfile'), join(folder, 'dockerfile')] : [named]) {
    const real = await realpath(path).catch(gone)
    if (real === undefined) continue
    if (!(await lstat(real)).isFile()) throw noDockerfile(path, 'It is not a file.')
    return real
  }
  throw new SlipwayError('NOT_FOUND', {
    what: `There is no file “${named ?? join(folder, 'Dockerfile')}”.`,
    why: 'A build follows the lines of a Dockerfile.',
    next: 'Choose another folder, name the file, or write one.',
  })
}

async function ignoreFile(path: string): Promise<Place['ignore'] | undefined> {
  const text = await readFile(path, 'utf8').catch(gone)
  return text === undefined ? undefined : { path, text, patterns: readIgnore(text) }
}

const noDockerfile = (path: string, why: string) =>
  new SlipwayError('INVALID', { what: `“${path}” is no Dockerfile.`, why, next: 'Name another file.' })
