import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { RegistryTag, TagPlatform } from '../../contract/index.ts'
import { SlipwayError } from '../errors.ts'
import { pool } from '../pool.ts'
import type { Distribution } from './distribution.ts'
import { HUB } from './host.ts'
import type { Answer } from './registry-http.ts'

/** Names asked for at once. */
const PAGE = 100
/** An index may name many platforms; more than these are listed without their sizes. */
const SIZED = 16

const TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ')

const catalog = z.object({ repositories: z.array(z.string()).nullish() })
const tagList = z.object({ tags: z.array(z.string()).nullish() })
const platform = z.object({ os: z.string(), architecture: z.string(), variant: z.string().optional() })
const index = z.object({
  mediaType: z.string().optional(),
  manifests: z.array(z.object({ digest: z.string(), platform: platform.optional() })),
})
const manifest = z.object({
  mediaType: z.string().optional(),
  config: z.object({ digest: z.string(), size: z.number() }),
  layers: z.array(z.object({ size: z.number() })),
})
const image = z.object({
  created: z.string().nullish(),
  os: z.string().optional(),
  architecture: z.string().optional(),
  variant: z.string().optional(),
})

const REPOSITORY = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/
const TAG = /^\w[\w.-]{0,127}$/
const DIGEST = /^[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[0-9a-f]{32,}$/

const right = (repository: string) => `repository:${repository}:pull`

/**
 * The repositories of a registry, from after one on.
 * @throws SlipwayError UNSUPPORTED where it does not list them
 */
export async function repositories(
  registry: Distribution,
  after?: string,
  signal?: AbortSignal,
): Promise<{ names: string[]; next?: string }> {
  const { host } = registry
  const what = `${host} does not list its repositories.`
  if (host === HUB) throw unlisted(what)
  const path = `/v2/_catalog?${page(after)}`
  const answer = await registry.request(path, what, { signal, scope: 'registry:catalog:*', missing: true })
  if (answer.status === 404) throw unlisted(what)
  const { repositories: names } = read(catalog, answer, what)
  // A name that is none could lead a request elsewhere.
  return { names: (names ?? []).filter((name) => REPOSITORY.test(name)), ...nextOf(answer) }
}

/** The tags of a repository, from after one on. @throws SlipwayError */
export async function tags(
  registry: Distribution,
  repository: string,
  after?: string,
  signal?: AbortSignal,
): Promise<{ tags: string[]; next?: string }> {
  check(REPOSITORY, repository, 'repository')
  const what = `The tags of ${repository} could not be read.`
  const path = `/v2/${repository}/tags/list?${page(after)}`
  const answer = await registry.request(path, what, { signal, scope: right(repository) })
  const list = read(tagList, answer, what).tags ?? []
  return { tags: list.filter((tag) => TAG.test(tag)), ...nextOf(answer) }
}

/** What stands behind a tag: its digest, and for each platform how much there is to pull. @throws SlipwayError */
export async function tagDetail(
  registry: Distribution,
  repository: string,
  tag: string,
  signal?: AbortSignal,
): Promise<RegistryTag> {
  const what = `${repository}:${tag} could not be looked up.`
  const answer = await manifestOf(registry, repository, tag, what, signal)
  const digest = digestOf(answer)
  const type = typeOf(answer)
  const listed = index.safeParse(json(answer))
  if (!listed.success) {
    const { size, config } = sizeIn(answer, what)
    const { created, platform } = await described(registry, repository, config, signal)
    return { digest, type, platforms: [{ platform, digest, size }], ...(created !== undefined && { created }) }
  }
  // Attestations stand in an index as an image for nobody.
  const real = listed.data.manifests.filter(({ platform }) => platform?.os !== 'unknown')
  let first: string | undefined
  const platforms = await pool([...real.entries()], 3, async ([at, item]): Promise<TagPlatform> => {
    const named = { platform: platformText(item.platform), digest: item.digest }
    if (at >= SIZED || !DIGEST.test(item.digest)) return named
    const { size, config } = sizeIn(await manifestOf(registry, repository, item.digest, what, signal), what)
    if (at === 0) first = config
    return { ...named, size }
  })
  const { created } = first === undefined ? {} : await described(registry, repository, first, signal)
  return { digest, type, platforms, ...(created !== undefined && { created }) }
}

/** The digest that a tag has now, without pulling what is behind it. Undefined where there is no such tag. @throws SlipwayError */
export async function currentDigest(
  registry: Distribution,
  repository: string,
  tag: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  check(REPOSITORY, repository, 'repository')
  check(TAG, tag, 'tag')
  const what = `Whether ${repository}:${tag} is current could not be found out.`
  const path = `/v2/${repository}/manifests/${tag}`
  const asked = { headers: { accept: TYPES }, scope: right(repository), missing: true, signal } as const
  const head = await registry.request(path, what, { ...asked, method: 'HEAD' })
  if (head.status === 404) return undefined
  const said = head.headers['docker-content-digest']
  if (typeof said === 'string' && DIGEST.test(said)) return said
  const whole = await registry.request(path, what, asked)
  return whole.status === 404 ? undefined : digestOf(whole)
}

async function manifestOf(
  registry: Distribution,
  repository: string,
  reference: string,
  what: string,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  check(REPOSITORY, repository, 'repository')
  check(reference.includes(':') ? DIGEST : TAG, reference, 'tag')
  return await registry.request(`/v2/${repository}/manifests/${reference}`, what, {
    headers: { accept: TYPES },
    scope: right(repository),
    signal,
  })
}

/** When the image was made, and for what; what can't be read is left out, as the rest is of use without it. */
async function described(
  registry: Distribution,
  repository: string,
  digest: string,
  signal: AbortSignal | undefined,
): Promise<{ platform: string; created?: number }> {
  if (!DIGEST.test(digest)) return { platform: '' }
  try {
    const answer = await registry.request(`/v2/${repository}/blobs/${digest}`, '', { scope: right(repository), signal })
    const { created, os, architecture, variant } = image.parse(json(answer))
    const time = created ? Date.parse(created) : Number.NaN
    const named = os && architecture ? { os, architecture, ...(variant !== undefined && { variant }) } : undefined
    return { platform: platformText(named), ...(time > 0 && { created: time }) }
  } catch (error) {
    if (signal?.aborted) throw error
    return { platform: '' }
  }
}

function sizeIn(answer: Answer, what: string): { size: number; config: string } {
  const { config, layers } = read(manifest, answer, what)
  return { size: layers.reduce((sum, { size }) => sum + size, config.size), config: config.digest }
}

const platformText = (named: z.infer<typeof platform> | undefined): string =>
  named ? [named.os, named.architecture, named.variant].filter(Boolean).join('/') : ''

const typeOf = ({ headers }: Answer): string => (headers['content-type'] ?? '').split(';')[0] ?? ''

/** What the bytes themselves come to: a registry's word for it may be wrong. */
const digestOf = ({ body }: Answer): string => `sha256:${createHash('sha256').update(body).digest('hex')}`

const page = (after: string | undefined) =>
  new URLSearchParams({ n: String(PAGE), ...(after !== undefined && { last: after }) }).toString()

/** Where the registry says that the list goes on. */
function nextOf({ headers }: Answer): { next?: string } {
  const link = /<([^>]*)>\s*;\s*rel="?next"?/i.exec([headers.link ?? ''].flat().join(', '))?.[1]
  const last = link && new URL(link, 'http://registry').searchParams.get('last')
  return last ? { next: last } : {}
}

function json({ body }: Answer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

function read<T>(schema: z.ZodType<T>, answer: Answer, what: string): T {
  const parsed = schema.safeParse(json(answer))
  if (parsed.success) return parsed.data
  throw new SlipwayError('ENGINE_ERROR', {
    what,
    why: 'What the registry answered is not what a registry says.',
    next: 'Check that it is a registry’s address, and not a web page’s.',
  })
}

function check(pattern: RegExp, text: string, kind: string): void {
  if (pattern.test(text)) return
  throw new SlipwayError('INVALID', {
    what: `“${text}” is no ${kind}.`,
    why: 'Small letters, digits, and “.”, “_”, “-” between them.',
    next: 'Correct the name.',
  })
}

const unlisted = (what: string) =>
  new SlipwayError('UNSUPPORTED', {
    what,
    why: 'Many registries keep that to themselves; each repository can still be looked at by its name.',
    next: 'Write the repository’s name.',
  })
