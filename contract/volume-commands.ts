// The docker commands of volumes: the page shows them before, the host records them after.
import { commandLine, quote } from './shell.ts'
import type { VolumeDraft } from './volumes.ts'

/** What stands in a command that is shown in the place of a password. */
const HIDDEN = '***'

/** Options of a mount without the password that may be among them. */
const withoutPassword = (options: string): string => options.replace(/(^|,)(pass(?:word)?)=[^,]*/g, `$1$2=${HIDDEN}`)

/** The docker command that creates a volume; a password among its options is not in it. */
export function createVolumeCommand({ name, driver, options, labels }: VolumeDraft): string {
  return commandLine([
    ...['docker', 'volume', 'create'],
    ...(driver === 'local' ? [] : ['--driver', driver]),
    ...Object.entries(options).flatMap(([key, value]) => ['--opt', `${key}=${withoutPassword(value)}`]),
    ...Object.entries(labels).flatMap(([key, value]) => ['--label', value === '' ? key : `${key}=${value}`]),
    ...(name ? [name] : []),
  ])
}

/** The docker command that removes volumes. */
export const removeVolumesCommand = (names: readonly string[]): string =>
  commandLine(['docker', 'volume', 'rm', ...names])

const IMAGE = 'alpine'
const PACK = { zst: 'zstd', gz: 'gzip' }
const run = (...words: string[]) => commandLine(['docker', 'run', '--rm', ...words])

/** The docker commands that write volumes into archives of a folder. */
export const backupCommand = (volumes: readonly string[], folder: string, format: 'zst' | 'gz'): string =>
  volumes
    .map((name) => {
      const file = `${folder.replace(/[/\\]+$/, '')}/${name}.tar.${format}`
      return `${run('-v', `${name}:/volume:ro`, IMAGE, 'tar', '-C', '/volume', '-c', '.')} | ${PACK[format]} > ${quote(file)}`
    })
    .join(' && ')

/** The docker commands that unpack an archive into a new volume. */
export function restoreCommand(path: string, name: string): string {
  const unpack = path.endsWith('.zst') ? 'zstd -dc' : path.endsWith('.gz') ? 'gzip -dc' : 'cat'
  const into = run('-i', '-v', `${name}:/volume`, IMAGE, 'tar', '-C', '/volume', '-xp')
  return `${commandLine(['docker', 'volume', 'create', name])} && ${unpack} ${quote(path)} | ${into}`
}

/** The docker commands that copy a volume into a new one. */
export const cloneCommand = (from: string, to: string): string =>
  `${commandLine(['docker', 'volume', 'create', to])} && ${copyCommand(from, to)}`

const copyCommand = (from: string, to: string) =>
  run('-v', `${from}:/from:ro`, '-v', `${to}:/to`, IMAGE, 'cp', '-a', '/from/.', '/to/')

/** The docker command that removes all that is in a volume. */
export const emptyCommand = (name: string): string =>
  run('-v', `${name}:/volume`, IMAGE, 'find', '/volume', '-mindepth', '1', '-delete')

/** The docker commands that put what is in one volume in the place of what is in another. */
export const replaceCommand = (name: string, by: string): string => `${emptyCommand(name)} && ${copyCommand(by, name)}`
