import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'
import { pool } from '../pool.ts'
import type { Known, KnownImage } from './foresee.ts'
import { inspect } from './inspect.ts'

const AT_ONCE = 8
/** A layer’s bytes, and the key of the one that it lies on. */
export type Layer = { size: number; below: string | undefined }

/** An id’s layers never change, so they are kept; so many of them. */
const KEPT = 5_000

const listed = z.array(
  z.object({
    Id: z.string(),
    ParentId: z.string().nullish(),
    RepoTags: z.array(z.string()).nullish(),
    RepoDigests: z.array(z.string()).nullish(),
  }),
)
const rootFs = z.object({ RootFS: z.object({ Layers: z.array(z.string()).nullish() }).nullish() })
const using = z.array(
  z.object({
    Id: z.string(),
    Names: z.array(z.string()).nullish(),
    ImageID: z.string(),
    State: z.string(),
  }),
)
/** What a container must be in for the engine to count it as running. */
const RUNNING = new Set(['running', 'paused', 'restarting'])

/** Reads of an engine what removing images depends on: every image, the unnamed parents, too, and every container. */
export class ImageFacts {
  readonly #layers = new Map<string, readonly string[]>()
  readonly #sizes = new Map<string, ReadonlyMap<string, Layer>>()

  /** Everything as it is now. @throws SlipwayError */
  async read(client: EngineClient, signal?: AbortSignal): Promise<Known> {
    const at = signal ? { signal } : {}
    const [images, containers] = await Promise.all([
      client.json(listed, 'GET', '/images/json', { query: { all: true }, ...at }),
      client.json(using, 'GET', '/containers/json', { query: { all: true }, ...at }),
    ])
    const known = await pool(images, AT_ONCE, async (image): Promise<KnownImage[]> => {
      const layers = await this.#layersOf(client, image.Id, signal)
      if (!layers) return []
      const references = [...(image.RepoTags ?? []), ...(image.RepoDigests ?? [])]
      return [
        {
          id: image.Id,
          layers,
          references: references.filter((reference) => !reference.startsWith('<none>')),
          ...(image.ParentId && { parent: image.ParentId }),
        },
      ]
    })
    return {
      images: known.flat(),
      containers: containers.map(({ Id, Names, ImageID, State }) => ({
        name: Names?.[0]?.replace(/^\//, '') ?? Id.slice(0, 12),
        imageId: ImageID,
        running: RUNNING.has(State.toLowerCase()),
      })),
    }
  }

  /** Each of an image’s layers, by their keys in `Known`. @throws SlipwayError */
  async sizes(
    client: EngineClient,
    { id, layers }: KnownImage,
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<string, Layer>> {
    const known = this.#sizes.get(id)
    if (known) return known
    const detail = await inspect(client, id, signal)
    const sizes = new Map(
      detail.layers.flatMap(({ layer, size }): [string, Layer][] => {
        const key = layer === undefined ? undefined : layers[layer]
        return layer === undefined || key === undefined ? [] : [[key, { size, below: layers[layer - 1] }]]
      }),
    )
    if (this.#sizes.size >= KEPT) this.#sizes.clear()
    this.#sizes.set(id, sizes)
    return sizes
  }

  async #layersOf(client: EngineClient, id: string, signal?: AbortSignal): Promise<readonly string[] | undefined> {
    const known = this.#layers.get(id)
    if (known) return known
    try {
      const { RootFS } = await client.json(
        rootFs,
        'GET',
        `/images/${encodeURIComponent(id)}/json`,
        signal ? { signal } : {},
      )
      const layers = chained(RootFS?.Layers ?? [])
      if (this.#layers.size >= KEPT) this.#layers.clear()
      this.#layers.set(id, layers)
      return layers
    } catch (error) {
      // It went away between the list and the question.
      if (error instanceof SlipwayError && error.code === 'NOT_FOUND') return undefined
      throw error
    }
  }
}

/** OCI’s chain ids: a layer’s key says what it lies on, too. */
function chained(digests: readonly string[]): string[] {
  let chain = ''
  return digests.map((digest) => {
    chain = chain === '' ? digest : `sha256:${createHash('sha256').update(`${chain} ${digest}`).digest('hex')}`
    return chain
  })
}
