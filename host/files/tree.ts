import type { Readable } from 'node:stream'
import type { FileEntry, FileMeasure } from '../../contract/index.ts'

/** An entry with what tells it from a later state of it. */
export type Stamped = FileEntry & { stamp: string }

/** A tree of files to be looked at, wherever it is. Paths begin with `/`. */
export type ReadableTree = {
  /**
   * What is at a path, links followed, where that was in the end, and its content up to so many bytes where it is a file.
   * @throws SlipwayError
   */
  read(path: string, most: number, signal?: AbortSignal): Promise<{ entry: Stamped; bytes: Buffer; at: string }>
  measure(paths: readonly string[], signal?: AbortSignal): Promise<FileMeasure>
  /** Names of a folder as a tar whose entries begin with them. @throws SlipwayError */
  pack(folder: string, names: readonly string[], signal: AbortSignal): Promise<Readable>
}

/** One that can be changed, too. */
export type FileTree = ReadableTree & {
  /** Why names can’t be changed or taken away in it; undefined where they can. */
  readonly fixed: string | undefined
  /** What is in a folder, by name. @throws SlipwayError */
  list(path: string, signal?: AbortSignal): Promise<FileEntry[]>
  /**
   * Writes a file and gives its new stamp; mode and owner stay.
   * @param expected a stamp, `none` or `any` @throws SlipwayError CONFLICT when it is another one
   */
  write(path: string, bytes: Buffer, expected: string, signal?: AbortSignal): Promise<string>
  makeFolder(path: string, signal?: AbortSignal): Promise<void>
  rename(path: string, to: string, signal?: AbortSignal): Promise<void>
  remove(paths: readonly string[], signal?: AbortSignal): Promise<void>
  /** A tar into a folder. @throws SlipwayError, what the tar throws */
  unpack(folder: string, tar: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<void>
}

/** The path of a name in a folder. */
export const inside = (folder: string, name: string): string => `${folder === '/' ? '' : folder}/${name}`

/** The folder around a path, and its last name; of the root, itself and nothing. */
export function cut(path: string): { folder: string; name: string } {
  const clean = `/${path
    .split('/')
    .filter((name) => name !== '' && name !== '.')
    .join('/')}`
  const at = clean.lastIndexOf('/')
  return { folder: clean.slice(0, at) || '/', name: clean.slice(at + 1) }
}
