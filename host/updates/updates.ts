import { isDeepStrictEqual } from 'node:util'
import { parseReference, type Reference, registryOf, repositoryOf, wholeName } from '../../contract/image-reference.ts'
import type { Image, ImageUpdate } from '../../contract/index.ts'
import { Change } from '../change.ts'
import type { EngineClient, Engines } from '../engine/index.ts'
import { asSlipwayError } from '../errors.ts'
import { pause } from '../pause.ts'
import { currentDigest, type Registries } from '../registries/index.ts'
import { Answers } from './answers.ts'

/** Between two questions to one registry, in milliseconds. */
const PACE = 200
/** A registry that had enough is left alone for so long, in milliseconds. */
const REST = 15 * 60 * 1_000

type Tag = { image: Image; tag: string; reference: Reference; name: string; digests: string[] }

/** Whether registries have newer images under the tags that engines have. */
export class Updates {
  readonly #engines: Engines
  readonly #registries: Registries
  readonly #answers: Answers
  readonly #change = new Change()
  /** Tags that are being asked about, or wait for it. */
  readonly #asking = new Set<string>()
  /** The last question to each registry; one follows the other. */
  readonly #lanes = new Map<string, Promise<void>>()
  readonly #resting = new Map<string, number>()
  readonly #stop = new AbortController()

  private constructor(engines: Engines, registries: Registries, answers: Answers) {
    this.#engines = engines
    this.#registries = registries
    this.#answers = answers
  }

  static async open(stateFolder: string, engines: Engines, registries: Registries): Promise<Updates> {
    return new Updates(engines, registries, await Answers.open(stateFolder))
  }

  /** Every tag that came from a registry, now and after every change; asks about those not asked about lately. */
  async *watch(engine: string, signal?: AbortSignal): AsyncGenerator<ImageUpdate[]> {
    const { change } = this.#engines.inventory(engine)
    let last: ImageUpdate[] | undefined
    while (true) {
      const seen = [change.version, this.#change.version] as const
      this.#ask(engine, this.#tags(engine))
      const now = this.#tags(engine).map((tag) => this.#stateOf(tag))
      if (!isDeepStrictEqual(now, last)) yield now
      last = now
      await either(change, this.#change, seen, signal)
    }
  }

  /** Asks anew, about one tag or all of an engine. */
  check(engine: string, reference?: string): void {
    const wanted = reference === undefined ? undefined : wholeName(parseReference(reference))
    const tags = this.#tags(engine).filter(({ name }) => wanted === undefined || name === wanted)
    for (const { name } of tags) this.#answers.forget(name)
    // The list may not have a tag yet that was given a moment ago; it is asked about when it has.
    if (wanted !== undefined) this.#answers.forget(wanted)
    this.#ask(engine, tags)
    this.#change.bump()
  }

  /** Ends all questions and writes down what was learnt. */
  async close(): Promise<void> {
    this.#stop.abort(new Error('closed'))
    await Promise.all(this.#lanes.values())
    await this.#answers.save()
  }

  #tags(engine: string): Tag[] {
    const found: Tag[] = []
    for (const image of this.#engines.inventory(engine).images.values()) {
      const origins = image.digests.flatMap((text) => readReference(text) ?? [])
      for (const tag of image.tags) {
        const reference = readReference(tag)
        if (!reference) continue
        // An image that no registry gave, or was given to none, has no digest there.
        const digests = origins.flatMap(({ name, digest }) => (name === reference.name && digest ? [digest] : []))
        if (digests.length > 0) found.push({ image, tag, reference, name: wholeName(reference), digests })
      }
    }
    return found.sort((a, b) => (a.tag < b.tag ? -1 : 1))
  }

  #stateOf({ image, tag, name, digests }: Tag): ImageUpdate {
    const said = { image: image.id, reference: tag }
    const answer = this.#answers.get(name)
    if (!answer) return { ...said, state: this.#asking.has(name) ? 'checking' : 'unknown' }
    const { at: checked, digest, problem } = answer
    if (problem) return { ...said, state: 'unknown', checked, problem }
    if (digest === undefined) return { ...said, state: 'gone', checked }
    return { ...said, state: digests.includes(digest) ? 'current' : 'newer', digest, checked }
  }

  #ask(engine: string, tags: readonly Tag[]): void {
    const client = this.#engines.client(engine)
    const now = Date.now()
    for (const { name, reference } of tags) {
      if (this.#asking.has(name) || this.#answers.isFresh(name, now)) continue
      const host = registryOf(reference)
      this.#asking.add(name)
      const before = this.#lanes.get(host) ?? Promise.resolve()
      const lane = before.then(() => this.#askOne(client, host, reference, name))
      this.#lanes.set(host, lane)
      void lane.then(() => {
        if (this.#lanes.get(host) !== lane) return
        this.#lanes.delete(host)
        void this.#answers.save().catch(() => {
          // What could not be kept is asked again after the next start.
        })
      })
    }
  }

  /** Never rejects: what goes wrong is the answer. */
  async #askOne(client: EngineClient, host: string, reference: Reference, name: string): Promise<void> {
    const { signal } = this.#stop
    try {
      const at = Date.now()
      if ((this.#resting.get(host) ?? 0) > at) {
        this.#answers.set(name, { at, problem: resting(host) })
        return
      }
      const registry = await this.#registries.distribution(client, host)
      const digest = await currentDigest(registry, repositoryOf(reference), reference.tag ?? 'latest', signal)
      this.#answers.set(name, { at, ...(digest !== undefined && { digest }) })
      await pause(PACE, signal)
    } catch (error) {
      if (signal.aborted) return
      const { problem } = asSlipwayError(error, `Whether ${name} is current could not be found out.`)
      if (/counts what is pulled/.test(problem.why)) this.#resting.set(host, Date.now() + REST)
      this.#answers.set(name, { at: Date.now(), problem })
    } finally {
      this.#asking.delete(name)
      this.#change.bump()
    }
  }
}

function readReference(text: string): Reference | undefined {
  try {
    return parseReference(text)
  } catch {
    // An engine may hold names that no registry takes.
    return undefined
  }
}

/** Waits until one of two has changed. @throws the signal's reason */
async function either(
  one: Change,
  other: Change,
  [first, second]: readonly [number, number],
  signal: AbortSignal | undefined,
): Promise<void> {
  const done = new AbortController()
  const both = signal ? AbortSignal.any([signal, done.signal]) : done.signal
  const waits = [one.after(first, both), other.after(second, both)]
  try {
    await Promise.race(waits)
  } finally {
    done.abort()
    await Promise.allSettled(waits)
  }
}

const resting = (host: string) => ({
  what: `${host} was not asked.`,
  why: `${host} counts what is asked, and had enough a while ago.`,
  next: 'It is asked again later. Signed in, more is allowed.',
})
