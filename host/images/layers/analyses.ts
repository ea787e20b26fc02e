import type { FileMeasure, ImageEntry, LayerAnalysis } from '../../../contract/index.ts'
import type { EngineClient } from '../../engine/index.ts'
import { asSlipwayError, SlipwayError } from '../../errors.ts'
import type { JobReport } from '../../jobs/index.ts'
import { BrokenTar } from '../../tar/index.ts'
import { Listing, type ListOptions } from './listing.ts'
import { readArchive } from './read-archive.ts'
import { summaryOf } from './summary.ts'
import { ImageTree } from './tree.ts'

/** Paths of all images that are kept: about 100 MB. */
const MOST_NODES = 500_000
/** Hits of a search that are answered. */
const MOST_HITS = 200

type Read = { tree: ImageTree; summary: LayerAnalysis; listing: Listing | undefined }

/** View options; without a layer, that of the last: what a container sees. */
export type View = { layer?: number | undefined; changes: boolean }

/** The files of images that were read; an id’s files never change. The ones used longest ago make room for new ones. */
export class Analyses {
  readonly #known = new Map<string, Read>()
  readonly #mostNodes: number

  constructor(mostNodes = MOST_NODES) {
    this.#mostNodes = mostNodes
  }

  has(id: string): boolean {
    return this.#known.has(id)
  }

  /**
   * Reads an image’s layers as `docker save` would write them, once, without keeping any content.
   * @param size of the image in bytes, for the progress
   * @throws SlipwayError
   */
  async read(
    client: EngineClient,
    { id, size }: { id: string; size: number },
    report: JobReport,
    signal: AbortSignal,
  ): Promise<void> {
    report.doing('Waiting for the engine to pack the image')
    try {
      const stream = await client.bytes(`/images/${encodeURIComponent(id)}/get`, { signal, timeout: 0 })
      report.doing('Reading the layers')
      const layers = await readArchive(stream, (bytes) => {
        report.step({ id: 'read', state: 'Reading', done: Math.min(bytes, size), total: size })
      })
      const tree = new ImageTree(layers)
      this.#keep(id, { tree, summary: summaryOf(tree), listing: undefined })
    } catch (error) {
      signal.throwIfAborted()
      throw error instanceof BrokenTar ? unreadable(error) : asSlipwayError(error, 'The image could not be read.')
    }
  }

  /** What an image’s layers carry. @throws SlipwayError NOT_FOUND */
  summary(id: string): LayerAnalysis {
    return this.#find(id).summary
  }

  /** A part of what is in a folder. @throws SlipwayError NOT_FOUND */
  files(id: string, path: string, view: View, page: Pick<ListOptions, 'by' | 'offset' | 'limit'>) {
    const listing = this.#listing(id, view.layer)
    return listing.children(path, { shown: shownOf(view), ...page })
  }

  /** How much a container sees at a path. @throws SlipwayError NOT_FOUND */
  measure(id: string, path: string): FileMeasure {
    return this.#listing(id, undefined).measure(path)
  }

  /** Paths with the text in them. @throws SlipwayError NOT_FOUND */
  search(id: string, text: string, view: View): { entries: ImageEntry[]; total: number } {
    return this.#listing(id, view.layer).search(text, shownOf(view), MOST_HITS)
  }

  #listing(id: string, layer: number | undefined): Listing {
    const read = this.#find(id)
    const last = Math.max(0, read.tree.layers.length - 1)
    const wanted = Math.min(layer ?? last, last)
    if (read.listing?.layer !== wanted) read.listing = new Listing(read.tree, wanted)
    return read.listing
  }

  #find(id: string): Read {
    const read = this.#known.get(id)
    if (!read) {
      throw new SlipwayError('NOT_FOUND', {
        what: 'The files of this image are not known.',
        why: 'They were not read yet, or were let go to make room for those of other images.',
        next: 'Read them again.',
      })
    }
    this.#known.delete(id)
    this.#known.set(id, read)
    return read
  }

  #keep(id: string, read: Read): void {
    this.#known.set(id, read)
    let nodes = [...this.#known.values()].reduce((sum, { tree }) => sum + tree.nodes, 0)
    for (const [other, { tree }] of this.#known) {
      if (nodes <= this.#mostNodes || other === id) break
      this.#known.delete(other)
      nodes -= tree.nodes
    }
  }
}

/** What a container sees is as it is; only of one layer can be said what it did. */
const shownOf = ({ layer, changes }: View) => (layer === undefined ? 'there' : changes ? 'changes' : 'all')

const unreadable = ({ message }: BrokenTar): SlipwayError =>
  new SlipwayError('ENGINE_ERROR', {
    what: 'The image’s archive can’t be read.',
    why: `What the engine sent is not as it should be: ${message}.`,
    next: 'Try again. If it stays, pull or build the image anew.',
  })
