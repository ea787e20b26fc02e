import { join } from 'node:path'
import { z } from 'zod'
import { problemSchema } from '../../contract/problem.ts'
import { JsonFile } from '../json-file.ts'

const answer = z.object({
  /** When the registry was asked; milliseconds since 1970. */
  at: z.number(),
  /** What the tag is there; absent where it is not there, or the registry could not be asked. */
  digest: z.string().optional(),
  problem: problemSchema.optional(),
})
export type RegistryAnswer = z.infer<typeof answer>
const kept = z.object({ answers: z.record(z.string(), answer).default({}) })

/** A tag is asked about again after this; where asking failed, sooner. Milliseconds. */
const FRESH = 6 * 60 * 60 * 1_000
const FRESH_FAILURE = 15 * 60 * 1_000
const MOST = 2_000

/** What registries said of tags, by their whole names; kept, so that a new start does not ask all again. */
export class Answers {
  readonly #file: JsonFile<z.infer<typeof kept>>
  readonly #answers: Map<string, RegistryAnswer>

  private constructor(file: JsonFile<z.infer<typeof kept>>) {
    this.#file = file
    this.#answers = new Map(Object.entries(file.value.answers))
  }

  static async open(stateFolder: string): Promise<Answers> {
    return new Answers(await JsonFile.open<z.infer<typeof kept>>(join(stateFolder, 'updates.json'), kept))
  }

  get(name: string): RegistryAnswer | undefined {
    return this.#answers.get(name)
  }

  /** Whether it is not yet time to ask again. */
  isFresh(name: string, now: number): boolean {
    const known = this.#answers.get(name)
    return known !== undefined && now - known.at < (known.problem ? FRESH_FAILURE : FRESH)
  }

  set(name: string, said: RegistryAnswer): void {
    this.#answers.delete(name)
    this.#answers.set(name, said)
    const [oldest] = this.#answers.keys()
    if (this.#answers.size > MOST && oldest !== undefined) this.#answers.delete(oldest)
  }

  forget(name: string): void {
    this.#answers.delete(name)
  }

  /** Writes them down. @throws the file system's error */
  async save(): Promise<void> {
    await this.#file.set({ answers: Object.fromEntries(this.#answers) })
  }
}
