import type { ImageTarget } from './images.ts'
import { commandLine } from './shell.ts'

/** An image's id as the CLI prints it. */
const short = (id: string): string => id.replace('sha256:', '').slice(0, 12)

/** What `docker rmi` calls a thing to remove. */
export const targetName = ({ id, reference }: ImageTarget): string => reference ?? short(id)

/** The docker command that removes these names and images. */
export function removeImagesCommand(targets: readonly ImageTarget[], force: boolean): string {
  return commandLine(['docker', 'rmi', ...(force ? ['-f'] : []), ...targets.map(targetName)])
}
