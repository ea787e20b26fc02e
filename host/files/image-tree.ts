import type { Readable } from 'node:stream'
import type { FileMeasure } from '../../contract/index.ts'
import type { EngineClient } from '../engine/index.ts'
import type { Toolbox } from '../toolbox/index.ts'
import { ArchiveTree } from './archive/archive-tree.ts'
import type { ReadableTree, Stamped } from './tree.ts'

export type ImageFacts = {
  id: string
  /** Whether the engine’s archives say whose files they are. */
  owners: boolean
  /** What was counted of a path. @throws SlipwayError where nothing was */
  measure: (path: string) => FileMeasure
}

/** An image’s files, by the archives of a container of it that is never started and goes at once. */
export class ImageTree implements ReadableTree {
  readonly #toolbox: Toolbox
  readonly #client: EngineClient
  readonly #image: ImageFacts

  constructor(toolbox: Toolbox, client: EngineClient, image: ImageFacts) {
    this.#toolbox = toolbox
    this.#client = client
    this.#image = image
  }

  async read(path: string, most: number, signal?: AbortSignal): Promise<{ entry: Stamped; bytes: Buffer; at: string }> {
    const container = await this.#toolbox.openImage(this.#client, this.#image.id, signal)
    try {
      return await this.#tree(container.id).read(path, most, signal)
    } finally {
      await this.#toolbox.close(container)
    }
  }

  async measure(paths: readonly string[]): Promise<FileMeasure> {
    const all = paths.map((path) => this.#image.measure(path))
    return {
      bytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
      entries: all.reduce((sum, { entries }) => sum + entries, 0),
    }
  }

  async pack(folder: string, names: readonly string[], signal: AbortSignal): Promise<Readable> {
    const container = await this.#toolbox.openImage(this.#client, this.#image.id, signal)
    try {
      const tar = await this.#tree(container.id).pack(folder, names, signal)
      tar.once('close', () => void this.#toolbox.close(container).catch(() => {}))
      return tar
    } catch (error) {
      await this.#toolbox.close(container)
      throw error
    }
  }

  #tree(container: string): ArchiveTree {
    return new ArchiveTree(this.#client, container, { state: '', runs: false, owners: this.#image.owners })
  }
}
