import { SlipwayError } from '../errors.ts'

/** Docker Hub, as images are named by it. */
export const HUB = 'docker.io'

/** What the docker CLI keeps Docker Hub's sign-in under. */
const HUB_KEY = 'https://index.docker.io/v1/'

const HOST = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[a-f0-9:]+\])(?::\d{1,5})?$/i
const HUB_NAMES = new Set([HUB, 'index.docker.io', 'registry-1.docker.io', 'hub.docker.com', 'registry.hub.docker.com'])

/**
 * The host of a registry out of what a person or a settings file says: scheme and path are taken off, and all names of
 * Docker Hub are one. Empty is Docker Hub, as for `docker login`.
 */
export function hostOf(address: string): string {
  const bare = address
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/.*$/s, '')
  return bare === '' || HUB_NAMES.has(bare.toLowerCase()) ? HUB : bare
}

/** The same, for what a person wrote. @throws SlipwayError INVALID when it can be no host */
export function checkedHost(address: string): string {
  const host = hostOf(address).toLowerCase()
  if (HOST.test(host)) return host
  throw new SlipwayError('INVALID', {
    what: `“${address}” is not a registry’s address.`,
    why: 'It is a host, with a port where it has its own: `ghcr.io`, `registry.example.com:5000`.',
    next: 'Correct the address.',
  })
}

/** The address under which the docker command knows a registry, out of what a person says. */
export const serverOf = (address: string): string => keyOf(hostOf(address))

/** Under which name the docker CLI and its credential helpers keep a registry's sign-in. */
export const keyOf = (host: string): string => (host === HUB ? HUB_KEY : host)
