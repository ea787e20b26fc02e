import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import type { MetricsState } from '../../contract/index.ts'
import { Change } from '../change.ts'
import { JsonFile } from '../json-file.ts'

const keptSchema = z.object({
  enabled: z.boolean().default(false),
  /** SHA-256 of the token: the token itself is known to who asked for it alone. */
  tokenHash: z.string().optional(),
})
type Kept = z.infer<typeof keptSchema>

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')

/** Whether figures are given out at `/metrics`, and to whom. */
export class Metrics {
  readonly #file: JsonFile<Kept>
  readonly #change = new Change()

  private constructor(file: JsonFile<Kept>) {
    this.#file = file
  }

  static async open(stateFolder: string): Promise<Metrics> {
    return new Metrics(await JsonFile.open(join(stateFolder, 'metrics.json'), keptSchema))
  }

  get enabled(): boolean {
    return this.#file.value.enabled
  }

  /** Whether this is the token. */
  accepts(token: string): boolean {
    const { tokenHash } = this.#file.value
    return tokenHash !== undefined && timingSafeEqual(Buffer.from(hashOf(token)), Buffer.from(tokenHash))
  }

  watch(signal?: AbortSignal): AsyncGenerator<MetricsState> {
    return this.#change.each(() => {
      const { enabled, tokenHash } = this.#file.value
      return { enabled, hasToken: tokenHash !== undefined }
    }, signal)
  }

  /** @throws the file system's error */
  async setEnabled(enabled: boolean): Promise<void> {
    await this.#set({ ...this.#file.value, enabled })
  }

  /** Makes a token; the one before is void. @throws the file system's error */
  async makeToken(): Promise<string> {
    const token = randomBytes(32).toString('base64url')
    await this.#set({ ...this.#file.value, tokenHash: hashOf(token) })
    return token
  }

  /** @throws the file system's error */
  async dropToken(): Promise<void> {
    const { enabled } = this.#file.value
    await this.#set({ enabled })
  }

  async #set(value: Kept): Promise<void> {
    await this.#file.set(value)
    this.#change.bump()
  }
}
