import { z } from 'zod'
import { parseReference, registryOf } from '../../contract/image-reference.ts'
import type { Registries } from '../registries/index.ts'
import type { CredentialsOf } from './buildkit/session.ts'
import type { Instruction } from './dockerfile/parse.ts'
import { stagesOf } from './dockerfile/stages.ts'

const said = z.object({
  username: z.string().optional(),
  password: z.string().optional(),
  identitytoken: z.string().optional(),
  serveraddress: z.string().optional(),
})
type Said = z.infer<typeof said>

/** Who is signed in to the registry of a host, as BuildKit asks. Where that can't be read it goes on without, as docker does. */
export function credentialsFrom(registries: Registries): CredentialsOf {
  return (host) => registries.secretFor(host).catch(() => undefined)
}

/** The `X-Registry-Config` header for the base images of a Dockerfile: the sign-ins that they need. */
export async function registryConfig(registries: Registries, instructions: readonly Instruction[]): Promise<string> {
  const config: Record<string, Said> = {}
  for (const { from } of stagesOf(instructions)) {
    // A name with an argument in it may lead anywhere; only what is written out is asked for.
    if (from.includes('$') || from === 'scratch') continue
    const one = await signIn(registries, from).catch(() => undefined)
    if (one?.serveraddress !== undefined && (one.username || one.identitytoken)) config[one.serveraddress] = one
  }
  return Buffer.from(JSON.stringify(config)).toString('base64url')
}

async function signIn(registries: Registries, reference: string): Promise<Said> {
  const { header } = await registries.authFor(registryOf(parseReference(reference)))
  return said.parse(JSON.parse(Buffer.from(header, 'base64url').toString('utf8')))
}
