import { posix } from 'node:path'
import type { Readable } from 'node:stream'
import { z } from 'zod'
import { released } from '../../release.ts'
import { BrokenTar, type TarEntry, TarScanner } from '../../tar/index.ts'
import { type Found, Unpack } from './unpack.ts'

/** More files than this would not fit into the memory that is left for them. */
const MOST_ENTRIES = 1_500_000
const MOST_JSON = 64 << 20

const dockerManifest = z.array(z.object({ Config: z.string(), Layers: z.array(z.string()).nullable() }))
const descriptor = z.object({ digest: z.string(), mediaType: z.string().default('') })
const ociIndex = z.object({ manifests: z.array(descriptor) })
const ociManifest = z.object({ layers: z.array(descriptor) })

/** The entries of each layer of an image, the lowest layer first. */
export type Layers = TarEntry[][]

/**
 * Reads an image as `docker save` writes it, in Docker’s layout and in OCI’s, whatever the order of what is in it: the
 * manifest often comes last. Layers may be packed by gzip or zstd. `progress` is told the bytes read so far.
 * @throws BrokenTar, and what the stream throws
 */
export async function readArchive(stream: Readable, progress: (bytes: number) => void = () => {}): Promise<Layers> {
  const archive = new Archive()
  let bytes = 0
  for await (const chunk of released<Buffer>(stream)) {
    bytes += chunk.length
    archive.push(chunk)
    progress(bytes)
    await archive.waiting()
  }
  return await archive.end()
}

class Archive {
  readonly #layers = new Map<string, TarEntry[]>()
  readonly #texts = new Map<string, string>()
  readonly #links = new Map<string, string>()
  readonly #open = new Set<Unpack>()
  #entries = 0
  #jsonBytes = 0
  #failure: { error: unknown } | undefined
  readonly #scanner = new TarScanner((entry) => this.#take(entry))

  push(chunk: Buffer): void {
    this.#scanner.push(chunk)
  }

  /** Resolves when what was pushed is unpacked; undefined where it is. @throws what went wrong in unpacking */
  waiting(): Promise<void> | undefined {
    if (this.#failure) throw this.#failure.error
    for (const { waiting } of this.#open) if (waiting) return this.#room()
    return undefined
  }

  async #room(): Promise<void> {
    for (const { waiting } of this.#open) await waiting
    if (this.#failure) throw this.#failure.error
  }

  async end(): Promise<Layers> {
    this.#scanner.end()
    await this.#room()
    return this.#order().map((path) => {
      const entries = this.#layers.get(this.#resolve(path))
      if (!entries) throw new BrokenTar(`the layer ${path} is not in it`)
      return entries
    })
  }

  #take({ path, type, target }: TarEntry): Unpack | undefined {
    const name = posix.normalize(path)
    if (type === 'symlink') this.#links.set(name, posix.join(posix.dirname(name), target))
    else if (type === 'link') this.#links.set(name, posix.normalize(target))
    if (type !== 'file') return undefined
    const entries: TarEntry[] = []
    const unpack: Unpack = new Unpack({
      onEntry: (entry) => {
        this.#entries++
        if (this.#entries > MOST_ENTRIES) throw new BrokenTar(`it has more than ${MOST_ENTRIES.toLocaleString()} files`)
        entries.push(entry)
      },
      onEnd: (found) => {
        this.#open.delete(unpack)
        this.#keep(name, found, entries)
      },
      onError: (error) => {
        this.#failure ??= { error }
      },
    })
    this.#open.add(unpack)
    return unpack
  }

  #keep(name: string, found: Found, entries: TarEntry[]): void {
    if (found.kind === 'layer') this.#layers.set(name, entries)
    if (found.kind !== 'json') return
    this.#jsonBytes += found.text.length
    if (this.#jsonBytes > MOST_JSON) throw new BrokenTar('its configurations are too long')
    this.#texts.set(name, found.text)
  }

  /** The layers’ paths in the archive, the lowest first. */
  #order(): string[] {
    const docker = this.#json('manifest.json', dockerManifest)
    const [image] = docker ?? []
    if (image) return (image.Layers ?? []).map((path) => posix.normalize(path))
    const index = this.#json('index.json', ociIndex)
    for (const { digest } of index?.manifests ?? []) {
      const layers = this.#ociLayers(digest, 0)
      if (layers) return layers
    }
    throw new BrokenTar('it has no manifest')
  }

  /** The layers of the first manifest whose layers are all there: an index may name other platforms’, too. */
  #ociLayers(digest: string, depth: number): string[] | undefined {
    const path = blobPath(digest)
    const manifest = this.#json(path, ociManifest)
    if (manifest) {
      const layers = manifest.layers.map((layer) => blobPath(layer.digest))
      return layers.every((layer) => this.#layers.has(this.#resolve(layer))) ? layers : undefined
    }
    if (depth > 3) return undefined
    for (const inner of this.#json(path, ociIndex)?.manifests ?? []) {
      const layers = this.#ociLayers(inner.digest, depth + 1)
      if (layers) return layers
    }
    return undefined
  }

  #json<T>(path: string, schema: z.ZodType<T>): T | undefined {
    const text = this.#texts.get(this.#resolve(path))
    if (text === undefined) return undefined
    try {
      return schema.safeParse(JSON.parse(text)).data
    } catch {
      // What begins like JSON may be anything.
      return undefined
    }
  }

  /** Where a path leads in the end; links that lead in a circle lead nowhere. */
  #resolve(path: string): string {
    let at = path
    for (let steps = 0; steps < 16; steps++) {
      const next = this.#links.get(at)
      if (next === undefined) return at
      at = next
    }
    return at
  }
}

const blobPath = (digest: string): string => posix.normalize(`blobs/${digest.replace(':', '/')}`)
