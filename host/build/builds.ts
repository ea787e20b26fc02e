import { SlipwayError } from '../errors.ts'
import type { Outline } from './outline.ts'

/** So many builds can be looked at again. */
const KEPT = 30

/** The builds whose outlines are kept, by their jobs. */
export class Builds {
  readonly #outlines = new Map<string, Outline>()

  keep(job: string, outline: Outline): void {
    this.#outlines.set(job, outline)
    for (const old of [...this.#outlines.keys()].slice(0, -KEPT)) this.#outlines.delete(old)
  }

  /** @throws SlipwayError NOT_FOUND */
  find(job: string): Outline {
    const outline = this.#outlines.get(job)
    if (outline) return outline
    throw new SlipwayError('NOT_FOUND', {
      what: 'This build is not kept any more.',
      why: 'Slipway was started anew since, or many builds came after it.',
      next: 'Its command stands on the Activity page; build it again to see how it goes.',
    })
  }
}
