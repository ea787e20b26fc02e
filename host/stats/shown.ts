import { Change } from '../change.ts'

/** Which containers each stream of samples is to follow. */
export class Shown {
  readonly #streams = new Map<string, { ids: ReadonlySet<string>; change: Change }>()

  /** Begins a stream: nothing is shown yet. */
  open(stream: string): { ids: () => ReadonlySet<string>; change: Change; close: () => void } {
    const entry = { ids: new Set<string>() as ReadonlySet<string>, change: new Change() }
    this.#streams.set(stream, entry)
    return { ids: () => entry.ids, change: entry.change, close: () => this.#streams.delete(stream) }
  }

  /** Says what the reader of the stream has on screen now. Late words for a stream that ended are no error. */
  show(stream: string, ids: readonly string[]): void {
    const entry = this.#streams.get(stream)
    if (!entry) return
    entry.ids = new Set(ids)
    entry.change.bump()
  }
}
