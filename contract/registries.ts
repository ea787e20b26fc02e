import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { engineId } from './engines.ts'
import { base } from './errors.ts'
import { streamId } from './flow.ts'
import { problemSchema } from './problem.ts'

/** A registry's host, with its port where it has one of its own: `ghcr.io`. Docker Hub is `docker.io`. */
export const registryHost = z.string().trim().max(300)

/** Where a password is kept; `file` is readable by whoever reads the person's files. */
export const kept = z.object({
  by: z.enum(['helper', 'keychain', 'file']),
  /** The helper's program, or the file's path. */
  where: z.string(),
})
export type Kept = z.infer<typeof kept>

export const signIn = z.object({
  /** Empty where a token stands in its place, or the name is not known. */
  username: z.string(),
  kept,
  /** Why the sign-in can't be used. */
  problem: problemSchema.optional(),
})
export type SignIn = z.infer<typeof signIn>

export const registry = z.object({
  host: z.string(),
  /** Whether it was added here, and so can be taken off the list. */
  added: z.boolean(),
  signIn: signIn.optional(),
})
export type Registry = z.infer<typeof registry>

export const registryList = z.object({
  registries: z.array(registry),
  /** Why the docker settings could not be read. */
  problem: problemSchema.optional(),
})
export type RegistryList = z.infer<typeof registryList>

const at = z.object({ engine: engineId, host: registryHost })
const done = z.object({ command: z.string() })

export const registries = {
  /** Every registry that is known, and who is signed in; again whenever that changes here. */
  watch: base.input(z.object({ stream: streamId })).output(eventIterator(registryList)),
  /** Reads anew who is signed in, as the docker command may have changed it. */
  refresh: base,
  /** Puts a registry on the list. */
  add: base.input(z.object({ host: registryHost })).output(z.object({ host: z.string() })),
  /** Takes a registry that was added off the list. */
  remove: base.input(z.object({ host: registryHost })),
  /** Where a password for the registry would be kept. */
  place: base.input(z.object({ host: registryHost })).output(kept),
  /** Has the registry check a user name and password, and keeps them. */
  login: base
    .input(at.extend({ username: z.string().min(1).max(300), password: z.string().min(1).max(65_536) }))
    .output(done.extend({ kept })),
  /** Forgets the sign-in. The registry itself is not told: there is nothing to end. */
  logout: base.input(z.object({ engine: engineId, host: registryHost })).output(done),
  /** Whether the registry answers, and takes the sign-in that is kept. */
  test: base.input(at).output(z.object({ signedIn: z.boolean(), secure: z.boolean() })),
}
