// The docker command of each thing that is done to files: the page shows it before, the host records it after.
import type { FileSource, OpenSource } from './files.ts'
import { commandLine } from './shell.ts'

/** The name by which a command has a source: a container’s, a volume’s, or an image’s. */
export type NamedSource = { type: FileSource['type']; name: string }
/** The same of one whose files can be changed. */
export type NamedOpenSource = { type: OpenSource['type']; name: string }

/** Where a volume is in the container that a command makes for it. */
const AT = '/volume'

/** A program’s words, run where the files are. What looks like a flag stands behind `--`. */
function within(
  { type, name }: NamedOpenSource,
  write: boolean,
  words: readonly string[],
  paths: readonly string[],
): string {
  const ended = paths.some((path) => path.startsWith('-')) ? ['--'] : []
  if (type === 'container') return commandLine(['docker', 'exec', name, ...words, ...ended, ...paths])
  const volume = `${name}:${AT}${write ? '' : ':ro'}`
  const there = paths.map((path) => (path.startsWith('/') ? `${AT}${path === '/' ? '' : path}` : path))
  return commandLine(['docker', 'run', '--rm', '-v', volume, 'busybox', ...words, ...ended, ...there])
}

/** An image’s files are read by a container of it that is never started; this is what it is called. */
const ASIDE = 'files'
const ofImage = (image: string, copy: string): string =>
  [
    commandLine(['docker', 'create', '--name', ASIDE, image, 'true']),
    copy,
    commandLine(['docker', 'rm', '-v', ASIDE]),
  ].join(' && ')

const inside = (folder: string, name: string) => `${folder === '/' ? '' : folder}/${name}`

/** Lists a folder; `archive` where there is no way in but the engine’s archives. */
export const listFilesCommand = (source: NamedOpenSource, path: string, archive: boolean): string =>
  archive
    ? `${commandLine(['docker', 'cp', `${source.name}:${path}`, '-'])} | tar -tv`
    : within(source, false, ['ls', '-la'], [path])

/** Makes a folder; `archive` as above. */
export function makeFolderCommand(source: NamedOpenSource, path: string, archive: boolean): string {
  if (!archive) return within(source, true, ['mkdir'], [path])
  const [folder, name] = cut(path)
  return `${commandLine(['mkdir', name])} && ${uploadCommand(source, folder || '/', [name])}`
}

export const renameFileCommand = (source: NamedOpenSource, path: string, to: string): string =>
  within(source, true, ['mv', '-n'], [path, inside(path.slice(0, path.lastIndexOf('/')) || '/', to)])
export const removeFilesCommand = (source: NamedOpenSource, folder: string, names: readonly string[]): string =>
  within(
    source,
    true,
    ['rm', '-rf'],
    names.map((name) => inside(folder, name)),
  )

/** Brings something out, to a path of this computer. */
export function downloadCommand({ type, name }: NamedSource, path: string, to: string): string {
  if (type === 'container') return commandLine(['docker', 'cp', `${name}:${path}`, to])
  if (type === 'image') return ofImage(name, commandLine(['docker', 'cp', `${ASIDE}:${path}`, to]))
  const run = commandLine(['docker', 'run', '--rm', '-v', `${name}:${AT}:ro`, 'busybox'])
  const [folder, last] = cut(path)
  return `${run} ${commandLine(['tar', '-cC', `${AT}${folder}`, last])} | ${commandLine(['tar', '-xC', to])}`
}

/** Packs names of a folder, or a file alone, into a file of this computer. */
export function packCommand(source: NamedSource, folder: string, names: readonly string[], file: string): string {
  const copy = (container: string) =>
    `${commandLine(['docker', 'cp', `${container}:${inside(folder, names[0] ?? '')}`, '-'])} > ${commandLine([file])}`
  if (source.type === 'image') return ofImage(source.name, copy(ASIDE))
  if (source.type === 'container' && names.length === 1) return copy(source.name)
  const at = source.type === 'volume' ? `${AT}${folder === '/' ? '' : folder}` : folder
  const words = ['tar', '-cC', at, ...names]
  const run =
    source.type === 'volume'
      ? ['docker', 'run', '--rm', '-v', `${source.name}:${AT}:ro`, 'busybox', ...words]
      : ['docker', 'exec', source.name, ...words]
  return `${commandLine(run)} > ${commandLine([file])}`
}

/** Brings files of this computer into a folder. */
export function uploadCommand({ type, name }: NamedOpenSource, folder: string, paths: readonly string[]): string {
  if (type === 'container' && paths.length === 1) {
    return commandLine(['docker', 'cp', paths[0] ?? '', `${name}:${folder === '/' ? '/' : `${folder}/`}`])
  }
  const tar = commandLine(['tar', '-c', ...paths])
  if (type === 'container') return `${tar} | ${commandLine(['docker', 'cp', '-', `${name}:${folder}`])}`
  const at = `${AT}${folder === '/' ? '' : folder}`
  return `${tar} | ${commandLine(['docker', 'run', '--rm', '-i', '-v', `${name}:${AT}`, 'busybox', 'tar', '-xC', at])}`
}

/** Brings one file or folder of this computer into a folder, under another name. */
export const uploadAsCommand = (source: NamedOpenSource, folder: string, path: string, name: string): string =>
  source.type === 'container'
    ? commandLine(['docker', 'cp', path, `${source.name}:${inside(folder, name)}`])
    : uploadCommand(source, folder, [path])

/** The folder of a path, and its last name. */
function cut(path: string): [string, string] {
  const at = path.lastIndexOf('/')
  return [path.slice(0, at), path.slice(at + 1) || '.']
}
