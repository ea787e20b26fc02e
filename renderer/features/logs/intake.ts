import type { LogLine } from '../../../contract/index.ts'
import { perFrame } from '../../lib/frame.ts'

/** New lines for which the host may send others, with one frame. */
const FRAME_LINES = 2_000

type Owed = { lines: number; release: () => void }

/**
 * Gathers new lines and gives them once a frame. It lets the host send more no faster than the page can show:
 * a container that writes without end must not take the page from the person.
 */
export class Intake {
  readonly #give: (lines: LogLine[]) => void
  readonly #soon = perFrame(() => this.#flush())
  #lines: LogLine[] = []
  #owed: Owed[] = []

  constructor(give: (lines: LogLine[]) => void) {
    this.#give = give
  }

  /** Takes lines in; resolves when they count as read. */
  take(lines: readonly LogLine[]): Promise<void> {
    this.#lines.push(...lines)
    this.#soon()
    return new Promise((release) => this.#owed.push({ lines: lines.length, release }))
  }

  /** Forgets what was not given yet. */
  clear(): void {
    this.#lines = []
    this.#owed = []
  }

  #flush(): void {
    const lines = this.#lines
    this.#lines = []
    if (lines.length > 0) this.#give(lines)
    let released = 0
    while (this.#owed.length > 0 && released < FRAME_LINES) {
      const one = this.#owed.shift()
      released += one?.lines ?? 0
      one?.release()
    }
    if (this.#owed.length > 0) this.#soon()
  }
}
