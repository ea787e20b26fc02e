import { lstat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pool } from '../../pool.ts'
import type { Guest } from '../control.ts'

/** Paths told of at once; of more, only their folders are named. */
const MOST_PATHS = 256
/** Paths whose last state is remembered. */
const MOST_KNOWN = 20_000
const AT_ONCE = 16
const ANSWER_MS = 15_000

/**
 * Tells the guest of changes on this computer, so that programs there which watch files hear of them. The guest answers
 * by touching the file, which is seen here as another change: what is as it was told last is not told again.
 */
export class FileEvents {
  readonly #guest: Pick<Guest, 'ask'>
  /** Each path’s state when it was told last, the one told longest ago first. */
  readonly #told = new Map<string, string>()
  #held: string[] = []
  #work: Promise<void> = Promise.resolve()

  constructor(guest: Pick<Guest, 'ask'>) {
    this.#guest = guest
  }

  /** Has the guest hold a folder, so that whoever watches it there hears of what changes in it. */
  hold(folder: string): void {
    if (!canBeNamed(folder)) return
    this.#held.push(folder)
    // One step holds all that have gathered by then.
    if (this.#held.length === 1) this.#work = this.#work.then(() => this.#hold())
  }

  /** Resolves when the guest has heard of all there was to tell. */
  async settled(): Promise<void> {
    await this.#work
  }

  /** Tells of these paths, after those before; resolves when the guest has heard. */
  async tell(paths: readonly string[]): Promise<void> {
    this.#work = this.#work.then(() => this.#step(paths))
    await this.#work
  }

  async #hold(): Promise<void> {
    while (this.#held.length > 0) {
      await pool(this.#held.splice(0), AT_ONCE, async (path) => {
        // One that vanished meanwhile.
        await this.#guest.ask({ do: 'pin', path }, ANSWER_MS).catch(() => {})
      })
    }
  }

  async #step(paths: readonly string[]): Promise<void> {
    const news: string[] = []
    for (const path of paths) {
      const state = await stateOf(path)
      if (this.#told.get(path) === state) continue
      this.#told.delete(path)
      this.#told.set(path, state)
      news.push(path)
    }
    for (const path of this.#told.keys()) {
      if (this.#told.size <= MOST_KNOWN) break
      this.#told.delete(path)
    }
    const wanted =
      news.length <= MOST_PATHS ? news : [...new Set(news.map((path) => dirname(path)))].slice(0, MOST_PATHS)
    await pool(wanted.filter(canBeNamed), AT_ONCE, async (path) => {
      // One that vanished meanwhile, or lies on a share that is read-only: there is nothing to be heard of it.
      await this.#guest.ask({ do: 'changed', path }, ANSWER_MS).catch(() => {})
    })
  }
}

/** The guest’s protocol has room for so many bytes, and none for control characters. */
const canBeNamed = (path: string): boolean => Buffer.byteLength(path) < 1000 && !/[\u0000-\u001f]/.test(path)

async function stateOf(path: string): Promise<string> {
  try {
    const { mtimeNs, size, ino, mode } = await lstat(path, { bigint: true })
    return `${mtimeNs} ${size} ${ino} ${mode}`
  } catch {
    return 'gone'
  }
}
