// The docker commands of volumes: the page shows them before, the host records them after.
import { commandLine } from './shell.ts'
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
