import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { JsonFile } from '../json-file.ts'
import { digest } from './sign-in-links.ts'

/** Seconds that a browser stays signed in. */
export const SESSION_SECONDS = 30 * 24 * 60 * 60

const kept = z.object({ sessions: z.record(z.string(), z.number()).default({}) })

/** Who is signed in. Only hashes are kept; in a file where the next start is to know them too. */
export class Sessions {
  readonly #expiry: Map<string, number>
  readonly #file: JsonFile<z.infer<typeof kept>> | undefined
  readonly #now: () => number
  readonly #ended = new Map<string, Set<() => void>>()

  private constructor(file: JsonFile<z.infer<typeof kept>> | undefined, now: () => number) {
    this.#file = file
    this.#now = now
    this.#expiry = new Map(Object.entries(file?.value.sessions ?? {}))
  }

  /** Takes the file to keep them in, if any. */
  static async open(path: string | undefined, now: () => number = Date.now): Promise<Sessions> {
    return new Sessions(path === undefined ? undefined : await JsonFile.open(path, kept), now)
  }

  /** Signs somebody in; gives the cookie’s value. */
  async begin(): Promise<string> {
    const id = randomBytes(32).toString('base64url')
    this.#expiry.set(digest(id), this.#now() + SESSION_SECONDS * 1000)
    await this.#save()
    return id
  }

  /** Whether a cookie’s value is that of somebody signed in. */
  holds(id: string | undefined): id is string {
    return id !== undefined && (this.#expiry.get(digest(id)) ?? 0) > this.#now()
  }

  /** Signs out, and tells those who wait for it. */
  async end(id: string): Promise<void> {
    const key = digest(id)
    if (!this.#expiry.delete(key)) return
    for (const ended of this.#ended.get(key) ?? []) ended()
    this.#ended.delete(key)
    await this.#save()
  }

  /** Calls back when that session is signed out; gives the way to stop waiting. */
  onEnd(id: string, ended: () => void): () => void {
    const key = digest(id)
    const waiting = this.#ended.get(key) ?? new Set()
    this.#ended.set(key, waiting.add(ended))
    return () => {
      waiting.delete(ended)
      if (waiting.size === 0) this.#ended.delete(key)
    }
  }

  async #save(): Promise<void> {
    for (const [key, expiry] of this.#expiry) if (expiry <= this.#now()) this.#expiry.delete(key)
    await this.#file?.set({ sessions: Object.fromEntries(this.#expiry) })
  }
}
