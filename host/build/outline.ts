import type { BuildFacts, BuildPatch, BuildStep, BuildWarning } from '../../contract/index.ts'
import { Change } from '../change.ts'

/** So much of a build’s log is kept, in characters; the oldest lines of the longest step go first. */
const KEPT = 4_000_000
/** A line is cut off after so many characters. */
const LONGEST = 20_000
/** So many lines go out at once. */
const AT_ONCE = 2_000
/** Output comes in hundreds of pieces a second; people read a few. */
const TELL_MS = 80

type Kept = {
  step: Omit<BuildStep, 'lines'>
  version: number
  lines: string[]
  /** So many lines were dropped before those. */
  dropped: number
  /** A line that has not ended yet. */
  open: string
}

/** How a build goes: its steps in order, each with its log. */
export class Outline {
  #facts: BuildFacts
  readonly #steps = new Map<string, Kept>()
  readonly #change = new Change()
  #version = 0
  #size = 0
  #telling: ReturnType<typeof setTimeout> | undefined

  constructor(facts: BuildFacts) {
    this.#facts = facts
  }

  get facts(): BuildFacts {
    return this.#facts
  }

  /** What is known of the build as a whole becomes this, too. */
  learn(change: Partial<BuildFacts>): void {
    this.#facts = { ...this.#facts, ...change }
    this.#tell()
  }

  warn(warning: BuildWarning): void {
    const known = this.#facts.warnings.some(({ what, line }) => what === warning.what && line === warning.line)
    if (!known) this.learn({ warnings: [...this.#facts.warnings, warning] })
  }

  step(id: string): Omit<BuildStep, 'lines'> | undefined {
    return this.#steps.get(id)?.step
  }

  /** Begins a step or changes it. */
  put(id: string, change: Partial<Omit<BuildStep, 'id' | 'lines'>>): void {
    const kept = this.#at(id)
    kept.step = { ...kept.step, ...change }
    if (kept.step.ended !== undefined) this.#close(kept)
    this.#touch(kept)
  }

  /** How far a part of a step is. */
  part(id: string, part: BuildStep['parts'][number]): void {
    const { step } = this.#at(id)
    const others = step.parts.filter((other) => other.id !== part.id)
    const at = step.parts.findIndex((other) => other.id === part.id)
    this.put(id, { parts: at < 0 ? [...others, part] : step.parts.toSpliced(at, 1, part) })
  }

  /** Adds to the log of a step; pieces may end within a line. */
  log(id: string, text: string): void {
    const kept = this.#at(id)
    const lines = (kept.open + text).split('\n')
    kept.open = lines.pop() ?? ''
    // What writes over itself without end must not grow.
    if (kept.open.length > LONGEST) kept.open = kept.open.slice(kept.open.lastIndexOf('\r') + 1).slice(-LONGEST)
    for (const line of lines) this.#line(kept, line)
    this.#touch(kept)
  }

  /** Ends every step that has not ended. */
  end(state: 'done' | 'failed' | 'stopped', now: number): void {
    for (const [id, { step }] of this.#steps) {
      if (step.state === 'running') this.put(id, { state, ended: now })
      else if (step.state === 'waiting' && state !== 'done') this.put(id, { state: 'stopped' })
    }
  }

  /** The step that failed. */
  failed(): Omit<BuildStep, 'lines'> | undefined {
    return [...this.#steps.values()].find(({ step }) => step.state === 'failed')?.step
  }

  /** The step that runs now, the last one of several. */
  running(): Omit<BuildStep, 'lines'> | undefined {
    return [...this.#steps.values()].findLast(({ step }) => step.state === 'running')?.step
  }

  /** How many steps there are, and how many of them ended. */
  count(): { all: number; ended: number } {
    const states = [...this.#steps.values()].map(({ step }) => step.state)
    return { all: states.length, ended: states.filter((state) => state !== 'waiting' && state !== 'running').length }
  }

  /** All there is, then what changes, until the signal. */
  async *watch(signal?: AbortSignal): AsyncGenerator<BuildPatch, void> {
    const sent = new Map<string, number>()
    let seen = -1
    let change = -1
    while (true) {
      await this.#change.after(change, signal)
      change = this.#change.version
      let more = true
      while (more) {
        const steps = [...this.#steps.values()].filter(({ version }) => version > seen)
        const { logs, left } = this.#logs(sent)
        more = left
        seen = this.#version
        yield { facts: this.#facts, steps: steps.map(view), logs }
      }
    }
  }

  #logs(sent: Map<string, number>): { logs: BuildPatch['logs']; left: boolean } {
    const logs: BuildPatch['logs'] = []
    let room = AT_ONCE
    for (const [step, { lines, dropped }] of this.#steps) {
      const from = Math.max(sent.get(step) ?? 0, dropped)
      const fresh = lines.slice(from - dropped, from - dropped + room)
      if (fresh.length === 0) continue
      if (room <= 0) return { logs, left: true }
      room -= fresh.length
      sent.set(step, from + fresh.length)
      logs.push({ step, from, lines: fresh })
    }
    return { logs, left: room <= 0 }
  }

  #at(id: string): Kept {
    const known = this.#steps.get(id)
    if (known) return known
    const made: Kept = {
      step: { id, text: '', state: 'waiting', parts: [] },
      version: 0,
      lines: [],
      dropped: 0,
      open: '',
    }
    this.#steps.set(id, made)
    return made
  }

  #line(kept: Kept, line: string): void {
    const text = line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line
    kept.lines.push(text)
    this.#size += text.length + 1
    if (this.#size > KEPT) this.#drop()
  }

  /** Makes room by a tenth. */
  #drop(): void {
    while (this.#size > KEPT * 0.9) {
      const longest = [...this.#steps.values()].reduce((one, other) =>
        other.lines.length > one.lines.length ? other : one,
      )
      const gone = longest.lines.splice(0, Math.ceil(longest.lines.length / 10))
      longest.dropped += gone.length
      for (const line of gone) this.#size -= line.length + 1
    }
  }

  #close(kept: Kept): void {
    if (kept.open === '') return
    this.#line(kept, kept.open)
    kept.open = ''
  }

  #touch(kept: Kept): void {
    kept.version = ++this.#version
    this.#tell()
  }

  #tell(): void {
    this.#telling ??= setTimeout(() => {
      this.#telling = undefined
      this.#change.bump()
    }, TELL_MS)
  }
}

const view = ({ step, lines, dropped }: Kept): BuildStep => ({ ...step, lines: dropped + lines.length })
