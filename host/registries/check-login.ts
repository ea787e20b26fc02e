import { z } from 'zod'
import type { EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'
import type { Credential } from './credential.ts'
import { keyOf } from './host.ts'
import { registryProblem } from './problems.ts'

const checked = z.object({ IdentityToken: z.string().nullish() })

/**
 * Has the engine sign in to a registry, as `docker login` does; gives what is to be kept: the password, or the token
 * that the registry gave in its place.
 * @throws SlipwayError that says what the registry has against it
 */
export async function checkLogin(
  client: EngineClient,
  host: string,
  { username, password }: { username: string; password: string },
): Promise<Credential> {
  const body = { username, password, serveraddress: keyOf(host) }
  try {
    const { IdentityToken } = await client.json(checked, 'POST', '/auth', { body, timeout: 60_000 })
    return IdentityToken ? { username, identityToken: IdentityToken } : { username, password }
  } catch (error) {
    // The engine itself away is another matter than the registry.
    if (!(error instanceof SlipwayError) || FAULTS_OF_THE_ENGINE.has(error.code)) throw error
    const said = error.problem.why
    const wrong = error.code === 'UNAUTHORIZED' && !/x509|certificate/i.test(said)
    throw registryProblem(wrong ? `incorrect username or password: ${said}` : said, {
      what: `Signing in to ${host} failed.`,
      host,
      signedIn: true,
    })
  }
}

const FAULTS_OF_THE_ENGINE = new Set(['ENGINE_UNREACHABLE', 'PERMISSION_DENIED', 'NOT_AN_ENGINE', 'ENGINE_TOO_OLD'])
