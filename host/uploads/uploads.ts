import { randomBytes } from 'node:crypto'
import type { Readable } from 'node:stream'
import { SlipwayError } from '../errors.ts'

/** A browser that was told where to send its file does so at once. Milliseconds. */
const WAITS_MS = 30_000

/** A file that a browser is to send. */
export type Expected = {
  /** Where it is to be sent, once. */
  path: string
  /** Its bytes as they come; a slow reader slows the browser. @throws SlipwayError when none came; the signal’s reason */
  arrived(signal: AbortSignal): Promise<Readable>
}

type Waiting = { take: (body: Readable) => void }

/** Expects files of browsers under addresses that work once and not for long. */
export class Uploads {
  readonly #waiting = new Map<string, Waiting>()

  /** Expects a file; `waitsMs` is how long, in milliseconds. */
  expect(waitsMs = WAITS_MS): Expected {
    const token = randomBytes(24).toString('base64url')
    const came = Promise.withResolvers<Readable>()
    // Who expected it may have gone before it asks.
    came.promise.catch(() => {})
    const timer = setTimeout(() => {
      this.#waiting.delete(token)
      came.reject(nothingCame())
    }, waitsMs)
    timer.unref()
    this.#waiting.set(token, {
      take: (body) => {
        clearTimeout(timer)
        came.resolve(body)
      },
    })
    return {
      path: `/upload/${token}`,
      arrived: async (signal) => {
        const stopped = Promise.withResolvers<never>()
        const stop = () => {
          this.#waiting.delete(token)
          clearTimeout(timer)
          stopped.reject(signal.reason)
        }
        if (signal.aborted) stop()
        signal.addEventListener('abort', stop, { once: true })
        try {
          return await Promise.race([came.promise, stopped.promise])
        } finally {
          signal.removeEventListener('abort', stop)
        }
      },
    }
  }

  /** Hands a file to who expects it; false when its token is unknown, used or too old. */
  take(token: string, body: Readable): boolean {
    const waiting = this.#waiting.get(token)
    if (!waiting) return false
    this.#waiting.delete(token)
    waiting.take(body)
    return true
  }
}

const nothingCame = () =>
  new SlipwayError('INVALID', {
    what: 'The file did not come.',
    why: 'The browser was told where to send it, and did not.',
    next: 'Choose the file again. If it stays, look whether something between the browser and Slipway forbids uploads.',
  })
