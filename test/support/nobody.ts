import type { AuthFor } from '../../host/registries/index.ts'

/** Nobody is signed in anywhere. */
export const nobody: AuthFor = async (host) => ({ header: 'e30=', host, signedIn: false })
