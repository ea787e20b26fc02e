import type { Measure } from '../../contract/index.ts'
import type { Reading } from '../stats/index.ts'
import type { Step, Value } from './store/types.ts'

/** Milliseconds of the finest step. */
export const STEP_MS = 10_000
/** A reading that stands for longer than this does not fill the steps it missed. */
const FILL_MS = 3 * STEP_MS
const MEASURES: readonly Measure[] = ['cpu', 'memory', 'rx', 'tx', 'read', 'write', 'pids']
/** The sum of all containers of an engine. */
const SUM = ''

type Sums = Record<Measure, { sum: number; weight: number; max: number }>

const noSums = (): Sums => {
  const none = () => ({ sum: 0, weight: 0, max: 0 })
  return { cpu: none(), memory: none(), rx: none(), tx: none(), read: none(), write: none(), pids: none() }
}

/** Gathers readings of one engine's containers into steps. Times are this computer's, in milliseconds since 1970. */
export class Accumulator {
  readonly #open = new Map<number, Map<string, Sums>>()
  readonly #newest = new Map<string, number>()

  take(reading: Reading, now: number): void {
    const step = Math.floor(now / STEP_MS) * STEP_MS
    const before = this.#newest.get(reading.id)
    this.#add(step, reading)
    // The engine was slow to answer, but its counters ran on: rates of the steps in between are known.
    if (before !== undefined && reading.over > 0 && reading.over <= FILL_MS) {
      for (let missed = before + STEP_MS; missed < step; missed += STEP_MS) this.#add(missed, reading)
    }
    this.#newest.set(reading.id, step)
  }

  /** The steps that are over at that time, each once: of every container, and of all together. */
  complete(now: number): Step[] {
    const done: Step[] = []
    for (const [time, containers] of this.#open) {
      if (time + STEP_MS > now) continue
      this.#open.delete(time)
      const steps = [...containers].map(([container, sums]) => ({ container, time, values: valuesOf(sums) }))
      done.push(...steps)
      // Of a step that was told of before, only what had been missing comes now.
      if (time + 2 * STEP_MS > now) done.push({ container: SUM, time, values: together(steps) })
    }
    for (const [id, step] of this.#newest) if (step + FILL_MS < now) this.#newest.delete(id)
    return done
  }

  /** A container ended: what comes next belongs to another run. */
  ended(id: string): void {
    this.#newest.delete(id)
  }

  #add(step: number, reading: Reading): void {
    const containers = this.#open.get(step) ?? new Map<string, Sums>()
    this.#open.set(step, containers)
    const sums = containers.get(reading.id) ?? noSums()
    containers.set(reading.id, sums)
    // What a longer time stands for weighs more; a first reading stands for its moment alone.
    const weight = Math.max(1, Math.min(reading.over, STEP_MS))
    for (const measure of MEASURES) {
      const value = reading[measure]
      if (value === null) continue
      const cell = sums[measure]
      cell.sum += value * weight
      cell.weight += weight
      cell.max = Math.max(cell.max, value)
    }
  }
}

function valuesOf(sums: Sums): Step['values'] {
  return mapMeasures((measure) => {
    const { sum, weight, max } = sums[measure]
    return weight === 0 ? null : { average: sum / weight, max }
  })
}

/** All containers' averages; nobody knows whether their peaks came together. */
function together(steps: readonly Step[]): Step['values'] {
  return mapMeasures((measure) => {
    const known = steps.flatMap(({ values }) => values[measure] ?? [])
    if (known.length === 0) return null
    const average = known.reduce((sum, value) => sum + value.average, 0)
    return { average, max: average }
  })
}

function mapMeasures(value: (measure: Measure) => Value): Step['values'] {
  return {
    cpu: value('cpu'),
    memory: value('memory'),
    rx: value('rx'),
    tx: value('tx'),
    read: value('read'),
    write: value('write'),
    pids: value('pids'),
  }
}
