import { createHash, randomBytes } from 'node:crypto'

const LIFETIME_MS = 60 * 60 * 1000

/** Tokens that let one browser in, once, within an hour. Only their hashes are kept. */
export class SignInLinks {
  readonly #expiry = new Map<string, number>()
  readonly #now: () => number

  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  /** A new token. */
  issue(): string {
    const token = randomBytes(32).toString('base64url')
    this.#expiry.set(digest(token), this.#now() + LIFETIME_MS)
    return token
  }

  /** Whether the token is good. It is not any more after this. */
  redeem(token: string): boolean {
    const key = digest(token)
    const expiry = this.#expiry.get(key)
    this.#expiry.delete(key)
    return expiry !== undefined && expiry > this.#now()
  }
}

/** What is kept of a secret: looking it up takes the same time whatever an attacker guessed. */
export function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
