import type { ImageTarget } from './images.ts'
import { commandLine } from './shell.ts'

/** An image's id as the CLI prints it. */
const short = (id: string): string => id.replace('sha256:', '').slice(0, 12)
const isId = (name: string): boolean => /^sha256:[0-9a-f]{64}$/.test(name)

/** What `docker rmi` calls a thing to remove. */
export const targetName = ({ id, reference }: ImageTarget): string => reference ?? short(id)

/** The docker command that removes these names and images. */
export function removeImagesCommand(targets: readonly ImageTarget[], force: boolean): string {
  return commandLine(['docker', 'rmi', ...(force ? ['-f'] : []), ...targets.map(targetName)])
}

export type SaveOptions = { images: readonly string[]; platform?: string | undefined }
export type LoadOptions = { platform?: string | undefined }
export type ImportOptions = {
  /** The name that the image gets. */
  reference?: string | undefined
  message?: string | undefined
  /** Lines of a Dockerfile. */
  changes: readonly string[]
  platform?: string | undefined
}

const ofPlatform = (platform: string | undefined) => (platform ? ['--platform', platform] : [])

/** The docker command that writes these images into one tar file. */
export const saveCommand = ({ images, platform }: SaveOptions, file: string): string =>
  commandLine([
    'docker',
    'save',
    ...ofPlatform(platform),
    '-o',
    file,
    ...images.map((name) => (isId(name) ? short(name) : name)),
  ])

/** The docker command that reads the images of a tar file. */
export const loadCommand = ({ platform }: LoadOptions, file: string): string =>
  commandLine(['docker', 'load', ...ofPlatform(platform), '-i', file])

/** The docker command that makes an image of the files in a tar file, or of what is at an address. */
export const importCommand = ({ reference, message, changes, platform }: ImportOptions, source: string): string =>
  commandLine([
    ...['docker', 'import', ...ofPlatform(platform)],
    ...(message ? ['-m', message] : []),
    ...changes.flatMap((change) => ['-c', change]),
    source,
    ...(reference ? [reference] : []),
  ])

type TransferOptions = { reference: string; platform?: string | undefined; allTags?: boolean | undefined }

/** Brings an image from its registry, or there. */
export const transferCommand = (verb: 'pull' | 'push', { reference, platform, allTags }: TransferOptions): string =>
  commandLine(['docker', verb, ...(allTags ? ['-a'] : []), ...(platform ? ['--platform', platform] : []), reference])
