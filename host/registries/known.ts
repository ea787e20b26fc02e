import { join } from 'node:path'
import { z } from 'zod'
import { JsonFile } from '../json-file.ts'

const known = z.object({
  /** Hosts that the person added, with or without a sign-in. */
  added: z.array(z.string()).default([]),
  /** Sign-ins that the computer's keychain sealed, by host. */
  sealed: z.record(z.string(), z.object({ username: z.string(), secret: z.string() })).default({}),
})
type Known = z.infer<typeof known>

/** The registries that Slipway itself knows of. */
export class KnownRegistries {
  readonly #file: JsonFile<Known>

  private constructor(file: JsonFile<Known>) {
    this.#file = file
  }

  static async open(stateFolder: string): Promise<KnownRegistries> {
    return new KnownRegistries(await JsonFile.open<Known>(join(stateFolder, 'registries.json'), known))
  }

  get added(): readonly string[] {
    return this.#file.value.added
  }

  get sealed(): Known['sealed'] {
    return this.#file.value.sealed
  }

  async add(host: string): Promise<void> {
    if (!this.added.includes(host)) await this.#file.set({ ...this.#file.value, added: [...this.added, host] })
  }

  async remove(host: string): Promise<void> {
    await this.#file.set({ ...this.#file.value, added: this.added.filter((other) => other !== host) })
  }

  /** Keeps a sealed sign-in, or forgets it. */
  async seal(host: string, kept: Known['sealed'][string] | undefined): Promise<void> {
    const { [host]: _before, ...others } = this.sealed
    await this.#file.set({ ...this.#file.value, sealed: kept ? { ...others, [host]: kept } : others })
  }
}
