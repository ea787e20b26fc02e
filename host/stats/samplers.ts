import type { Engines } from '../engine/index.ts'
import { Sampler } from './sampler.ts'

/** The one sampler of each engine. */
export class Samplers {
  readonly #engines: Engines
  readonly #all = new Map<string, Sampler>()

  constructor(engines: Engines) {
    this.#engines = engines
  }

  /** @throws SlipwayError NOT_FOUND */
  of(engine: string): Sampler {
    const inventory = this.#engines.inventory(engine)
    const known = this.#all.get(engine)
    if (known?.inventory === inventory) return known
    const sampler = new Sampler(() => this.#engines.client(engine), inventory)
    this.#all.set(engine, sampler)
    return sampler
  }

  async close(): Promise<void> {
    await Promise.all([...this.#all.values()].map((sampler) => sampler.close()))
  }
}
