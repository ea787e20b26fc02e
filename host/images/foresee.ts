import type { ImageRemoval, ImageTarget } from '../../contract/index.ts'

/** An image as far as removing it goes. */
export type KnownImage = {
  id: string
  parent?: string
  /** Tags, and digests as `nginx@sha256:…`. */
  references: readonly string[]
  /** One key for each layer that is the same wherever the layer lies on the same ones; the lowest first. */
  layers: readonly string[]
}

export type KnownContainer = { name: string; imageId: string; running: boolean }

export type Known = { images: readonly KnownImage[]; containers: readonly KnownContainer[] }

export type ForeseeOptions = {
  force: boolean
  /** Force also removes the containers in the way, which is never meant here: Podman. */
  forceTakesContainers: boolean
}

/** A removal with the layers that nobody has any more. */
export type Foreseen = Omit<ImageRemoval, 'freed'> & { freedLayers: string[] }

type Conflict = NonNullable<ImageRemoval['refused']>

/**
 * What the engine will do when told to remove these in their order, without asking it. Its rules: dockerd,
 * daemon/images/image_delete.go.
 */
export function foresee(known: Known, targets: readonly ImageTarget[], options: ForeseeOptions): Foreseen[] {
  const engine = new Removing(known, options)
  return targets.map((target) => engine.remove(target))
}

/** Children before their parents, which could not go while they are there. */
export function childrenFirst(known: Known, targets: readonly ImageTarget[]): ImageTarget[] {
  const images = new Map(known.images.map((image) => [image.id, image]))
  const depth = ({ id }: ImageTarget) => {
    let steps = 0
    for (let at = images.get(id)?.parent; at !== undefined && steps < 10_000; at = images.get(at)?.parent) steps++
    return steps
  }
  return targets
    .map((target) => ({ target, at: depth(target) }))
    .sort((a, b) => b.at - a.at)
    .map(({ target }) => target)
}

class Removing {
  readonly #images: Map<string, KnownImage>
  readonly #references: Map<string, string[]>
  readonly #containers: readonly KnownContainer[]
  readonly #options: ForeseeOptions
  /** How many images and containers hold a layer. */
  readonly #holders = new Map<string, number>()

  constructor({ images, containers }: Known, options: ForeseeOptions) {
    this.#images = new Map(images.map((image) => [image.id, image]))
    this.#references = new Map(images.map(({ id, references }) => [id, [...references]]))
    this.#containers = containers
    this.#options = options
    const holders = [...images, ...containers.map(({ imageId }) => this.#images.get(imageId))]
    for (const holder of holders) {
      for (const layer of holder?.layers ?? []) this.#holders.set(layer, (this.#holders.get(layer) ?? 0) + 1)
    }
  }

  remove(target: ImageTarget): Foreseen {
    const { id, reference } = target
    const done: Foreseen = { target, untagged: [], deleted: [], freedLayers: [] }
    const own = this.#references.get(id)
    if (!own || !this.#images.has(id)) return done
    const refused = reference === undefined ? this.#byId(id, own, done) : this.#byName(id, reference, own, done)
    return refused ? { target, untagged: [], deleted: [], freedLayers: [], refused } : done
  }

  #byName(id: string, reference: string, own: string[], done: Foreseen): Conflict | undefined {
    const { force } = this.#options
    const using = this.#containers.find(({ imageId }) => imageId === id)
    if (!force && isSingle(own) && using) {
      // The engine would take the name by force from one that runs, too, and leave the image without any.
      return this.#conflict(using.running ? 'running' : 'stopped', this.#users(id, using.running), true)
    }
    this.#untag(own, [reference], done)
    const repository = repositoryOf(reference)
    const others = own.filter((other) => repositoryOf(other) === repository)
    if (!reference.includes('@') && others.every(isDigest)) this.#untag(own, others, done)
    if (own.length > 0) {
      done.stays = 'with-names'
      return undefined
    }
    const refused = this.#delete(id, done, force)
    if (refused) done.stays = 'without-name'
    // The name is gone by then. That the image stays is no error where a container needs it.
    return undefined
  }

  #byId(id: string, own: string[], done: Foreseen): Conflict | undefined {
    const { force } = this.#options
    if (isSingle(own)) {
      const refused = this.#inTheWay(id, { references: false, force })
      if (refused) return refused
      this.#untag(own, [...own], done)
    }
    return this.#delete(id, done, force)
  }

  /** Deletes the image and then the parents that it leaves without a name. */
  #delete(id: string, done: Foreseen, force: boolean): Conflict | undefined {
    const refused = this.#inTheWay(id, { references: true, force })
    if (refused) return refused
    const image = this.#images.get(id)
    const own = this.#references.get(id) ?? []
    this.#untag(own, [...own], done)
    this.#images.delete(id)
    done.deleted.push(id)
    for (const layer of image?.layers ?? []) {
      const left = (this.#holders.get(layer) ?? 0) - 1
      this.#holders.set(layer, left)
      if (left === 0) done.freedLayers.push(layer)
    }
    if (image?.parent !== undefined && this.#images.has(image.parent)) this.#delete(image.parent, done, false)
    return undefined
  }

  #inTheWay(id: string, { references, force }: { references: boolean; force: boolean }): Conflict | undefined {
    const children = [...this.#images.values()].filter(({ parent }) => parent === id).map((child) => child.id)
    if (children.length > 0) return { why: 'child', inTheWay: children, byForce: false }
    const running = this.#users(id, true)
    if (running.length > 0) return this.#conflict('running', running, false)
    if (force) return undefined
    const names = this.#references.get(id) ?? []
    if (references && names.length > 0) return { why: 'several-names', inTheWay: [...names], byForce: true }
    const stopped = this.#users(id, false)
    return stopped.length > 0 ? this.#conflict('stopped', stopped, true) : undefined
  }

  #conflict(why: 'running' | 'stopped', inTheWay: string[], byForce: boolean): Conflict {
    return { why, inTheWay, byForce: byForce && !this.#options.forceTakesContainers }
  }

  #users(id: string, running: boolean): string[] {
    return this.#containers.filter((one) => one.imageId === id && one.running === running).map(({ name }) => name)
  }

  #untag(own: string[], names: readonly string[], done: Foreseen): void {
    for (const name of names) {
      const at = own.indexOf(name)
      if (at < 0) continue
      own.splice(at, 1)
      done.untagged.push(name)
    }
  }
}

const isDigest = (reference: string): boolean => reference.includes('@')

/** A name without its tag or digest. */
function repositoryOf(reference: string): string {
  const at = reference.indexOf('@')
  if (at >= 0) return reference.slice(0, at)
  const colon = reference.lastIndexOf(':')
  return colon > reference.lastIndexOf('/') ? reference.slice(0, colon) : reference
}

/** One name, or one tag with digests of the same repository. */
function isSingle(references: readonly string[]): boolean {
  if (references.length <= 1) return true
  const tags = references.filter((reference) => !isDigest(reference))
  const digests = new Set(references.filter(isDigest).map(repositoryOf))
  const [single = references[0] ?? ''] = tags
  return tags.length <= 1 && digests.size === 1 && digests.has(repositoryOf(single))
}
