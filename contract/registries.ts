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

export const tagPlatform = z.object({
  /** As `linux/arm64/v8`; empty where the registry does not say. */
  platform: z.string(),
  digest: z.string(),
  /** Bytes to pull, as they are transferred. */
  size: z.number().optional(),
})
export type TagPlatform = z.infer<typeof tagPlatform>

/** What stands behind a tag. */
export const registryTag = z.object({
  digest: z.string(),
  /** The manifest's media type. */
  type: z.string(),
  /** Milliseconds since 1970. */
  created: z.number().optional(),
  platforms: z.array(tagPlatform),
})
export type RegistryTag = z.infer<typeof registryTag>

/** An image that Docker Hub found. */
export const foundImage = z.object({
  name: z.string(),
  description: z.string(),
  stars: z.number(),
  official: z.boolean(),
})
export type FoundImage = z.infer<typeof foundImage>

const repository = z.string().trim().min(1).max(255)
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
  /** The repositories of a registry that lists them, a page of them; `next` is where the next page begins `after`. */
  repositories: base
    .input(at.extend({ after: z.string().max(300).optional() }))
    .output(z.object({ names: z.array(z.string()), next: z.string().optional() })),
  /** The tags of a repository, a page of them. */
  tags: base
    .input(at.extend({ repository, after: z.string().max(300).optional() }))
    .output(z.object({ tags: z.array(z.string()), next: z.string().optional() })),
  /** What stands behind a tag. */
  tag: base.input(at.extend({ repository, tag: z.string().min(1).max(128) })).output(registryTag),
  /** Searches Docker Hub by way of the engine. */
  search: base
    .input(
      z.object({
        engine: engineId,
        term: z.string().trim().min(1).max(200),
        limit: z.number().int().min(1).max(100).optional(),
        official: z.boolean().optional(),
        stars: z.number().int().min(0).optional(),
      }),
    )
    .output(z.object({ found: z.array(foundImage), command: z.string() })),
}
