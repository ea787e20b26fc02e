/** Work that is done one after the other, in the order in which it was asked for. */
export class Exclusive {
  #working: Promise<unknown> = Promise.resolve()

  /** Does it once all that was asked for before is done, however that went. @throws what the work throws */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#working.catch(() => {}).then(work)
    this.#working = mine
    return await mine
  }
}
