import {
  InvalidReference,
  parseReference,
  type Reference,
  registryOf,
  wholeName,
} from '../../../contract/image-reference.ts'

/** A name as it is typed: what it is, or what is wrong with it. */
export type ReadName = { reference: Reference; whole: string; host: string } | { error: string }

/** Reads an image’s name; nothing for an empty one. */
export function readName(text: string): ReadName | undefined {
  const name = text.trim()
  if (name === '') return undefined
  try {
    const reference = parseReference(name)
    return { reference, whole: wholeName(reference), host: registryOf(reference) }
  } catch (error) {
    if (error instanceof InvalidReference) return { error: error.message }
    throw error
  }
}

/** What is wrong with a name that an image is to get. */
export function tagError(read: ReadName | undefined): string | undefined {
  if (!read) return undefined
  if ('error' in read) return read.error
  return read.reference.digest === undefined ? undefined : 'An image has its digest from what is in it; leave it out.'
}

/** Why a push can only fail, before it is tried. */
export function pushWarning(read: ReadName | undefined): string | undefined {
  if (!read || 'error' in read || !read.reference.name.startsWith('docker.io/library/')) return undefined
  return 'Docker Hub lets nobody push under this name. Tag the image with your account first, as in ann/app:1.0.'
}

/** A registry as people call it. */
export function hostName(host: string): string {
  return KNOWN.find((known) => known.host === host)?.name ?? host
}

/** Registries that people look for by name, and what signing in to them takes. */
export const KNOWN: readonly { host: string; name: string; hint: string }[] = [
  { host: 'docker.io', name: 'Docker Hub', hint: 'Your Docker ID, and your password or an access token.' },
  { host: 'ghcr.io', name: 'GitHub Packages', hint: 'Your GitHub name, and a token with the right read:packages.' },
  { host: 'quay.io', name: 'Quay', hint: 'Your name, or a robot account’s, and its password or token.' },
  { host: 'registry.gitlab.com', name: 'GitLab', hint: 'Your GitLab name, and a token with the right read_registry.' },
  {
    host: 'ACCOUNT.dkr.ecr.REGION.amazonaws.com',
    name: 'Amazon ECR',
    hint: 'AWS as the user name, and what `aws ecr get-login-password` prints. It holds for 12 hours.',
  },
]

/** What signing in to a registry takes; a general word where it is not known. */
export function hintFor(host: string): string {
  const known = KNOWN.find((one) => one.host === host)
  if (known) return known.hint
  if (/\.dkr\.ecr\.[\w-]+\.amazonaws\.com$/.test(host)) return KNOWN.at(-1)?.hint ?? ''
  return 'What the registry’s owner gave you; often a token stands in the password’s place.'
}
