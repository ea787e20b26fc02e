import type { BuildFacts, BuildPatch, BuildStep } from '../../../contract/index.ts'
import { type Client, readUntil } from '../../support/host.ts'

/** A build as the page knows it, kept from its patches. */
export class Watched {
  readonly #steps = new Map<string, BuildStep>()
  readonly #logs = new Map<string, string[]>()
  #facts: BuildFacts | undefined

  /** Watches a build until it has ended. */
  static async toEnd(client: Client, job: string): Promise<Watched> {
    return await Watched.until(client, job, ({ facts }) => [facts.image, facts.output, facts.problem].some(Boolean))
  }

  /** What is known of a build now. */
  static async now(client: Client, job: string): Promise<Watched> {
    return await Watched.until(client, job, () => true)
  }

  static async until(client: Client, job: string, enough: (patch: BuildPatch) => boolean): Promise<Watched> {
    const watched = new Watched()
    await readUntil(
      client,
      (stream, options) => client.builds.watch({ stream, job }, options),
      (patch) => {
        watched.#take(patch)
        return enough(patch)
      },
      60_000,
    )
    return watched
  }

  get facts(): BuildFacts {
    if (!this.#facts) throw new Error('nothing was seen')
    return this.#facts
  }

  get steps(): BuildStep[] {
    return [...this.#steps.values()]
  }

  /** The step whose text fits. @throws Error when there is none */
  step(text: RegExp): BuildStep {
    const found = this.steps.find((step) => text.test(step.text))
    if (!found) throw new Error(`no step fits ${text}: ${this.steps.map((step) => step.text).join(' | ')}`)
    return found
  }

  log(step: string): string[] {
    return this.#logs.get(step) ?? []
  }

  #take({ facts, steps, logs }: BuildPatch): void {
    this.#facts = facts
    for (const step of steps) this.#steps.set(step.id, step)
    for (const { step, lines } of logs) this.#logs.set(step, [...this.log(step), ...lines])
  }
}
