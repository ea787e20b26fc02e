import { createReadStream } from 'node:fs'
import { appendFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { deed } from '../../contract/activity.ts'
import type { Deed, Outcome } from '../../contract/index.ts'
import { Change } from '../change.ts'
import { asSlipwayError } from '../errors.ts'
import { writeAtomically } from '../json-file.ts'

const REMEMBERED = 1_000

/** What was done from here, by which command, when, and whether it worked; kept in a file of one JSON line each. */
export class Activity {
  readonly #file: string
  readonly #deeds: Deed[]
  readonly #change = new Change()
  #writing: Promise<void> = Promise.resolve()

  private constructor(file: string, deeds: Deed[]) {
    this.#file = file
    this.#deeds = deeds
  }

  /** Reads what is remembered and forgets what is older. */
  static async open(stateFolder: string): Promise<Activity> {
    const file = join(stateFolder, 'activity.jsonl')
    await mkdir(stateFolder, { recursive: true, mode: 0o700 })
    const deeds = await readDeeds(file)
    const kept = deeds.slice(-REMEMBERED)
    if (kept.length < deeds.length) await writeAtomically(file, kept.map(line).join(''))
    return new Activity(file, kept)
  }

  /**
   * Does the work and remembers how it went. With a signal, work that it stopped is remembered as that.
   * @throws what the work throws
   */
  async record<T extends object>(
    engine: string,
    command: string,
    work: () => Promise<T>,
    { signal, say }: { signal?: AbortSignal; say?: (result: T) => string } = {},
  ): Promise<T> {
    const started = Date.now()
    const begun = performance.now()
    const note = (more: Pick<Deed, 'problems' | 'said' | 'cancelled'>) =>
      this.#add({ engine, command, started, took: Math.round(performance.now() - begun), ...more })
    try {
      const result = await work()
      note({ problems: 'failed' in result ? problemsOf(result) : [], ...(say && { said: say(result) }) })
      return result
    } catch (error) {
      if (signal?.aborted) note({ problems: [], cancelled: true })
      else note({ problems: [{ problem: asSlipwayError(error, 'It did not work.').problem }] })
      throw error
    }
  }

  /** All that is remembered, then each new deed. */
  async *watch(signal?: AbortSignal): AsyncGenerator<Deed[], void> {
    let seen = 0
    for await (const fresh of this.#change.each(() => this.#deeds.filter(({ number }) => number > seen), signal)) {
      seen = this.#deeds.at(-1)?.number ?? 0
      yield fresh
    }
  }

  /** What is remembered of an engine, oldest first. */
  of(engine: string): Deed[] {
    return this.#deeds.filter((one) => one.engine === engine)
  }

  /** Waits until everything is written. */
  async close(): Promise<void> {
    await this.#writing
  }

  #add(fields: Omit<Deed, 'number'>): void {
    const one = { number: (this.#deeds.at(-1)?.number ?? 0) + 1, ...fields }
    this.#deeds.push(one)
    if (this.#deeds.length > REMEMBERED) this.#deeds.shift()
    // A full disk must not fail the deed that is already done; the list in memory still has it.
    this.#writing = this.#writing.then(() => appendFile(this.#file, line(one), { mode: 0o600 })).catch(() => {})
    this.#change.bump()
  }
}

const line = (one: Deed): string => `${JSON.stringify(one)}\n`

function problemsOf(result: object & { failed: unknown }): Deed['problems'] {
  if (!isOutcome(result)) return []
  return result.failed.map(({ name, problem }) => ({ name, problem }))
}

const isOutcome = (result: object): result is Outcome => 'failed' in result && Array.isArray(result.failed)

async function readDeeds(file: string): Promise<Deed[]> {
  const deeds: Deed[] = []
  const input = createReadStream(file)
  try {
    for await (const text of createInterface({ input })) {
      const parsed = deed.safeParse(parse(text))
      // A line cut short by a crash is the last one, and only that one is lost.
      if (parsed.success) deeds.push(parsed.data)
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  return deeds
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
