import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

const KEY_BYTES = 32
/** 64 MiB and about a quarter of a second a try. */
const COST = { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 }

/** A password that is known only by its scrypt hash. */
export class Password {
  readonly #salt: Buffer
  readonly #key: Buffer

  private constructor(salt: Buffer, key: Buffer) {
    this.#salt = salt
    this.#key = key
  }

  static async of(password: string): Promise<Password> {
    const salt = randomBytes(16)
    return new Password(salt, await derive(password, salt))
  }

  async matches(guess: string): Promise<boolean> {
    return timingSafeEqual(await derive(guess, this.#salt), this.#key)
  }
}

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // The same word may be typed as different code points on different keyboards.
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, COST, (error, key) => (error ? reject(error) : resolve(key)))
  })
}
