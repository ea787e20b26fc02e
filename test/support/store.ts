import type { Measure } from '../../contract/index.ts'
import type { Batch, Step } from '../../host/recorder/store/types.ts'

const value = (average: number) => ({ average, max: average * 1.25 })

/** One container's step: CPU as told, all else by a fixed share of it. */
export function stepOf(container: string, time: number, cpu: number): Step {
  const values: Record<Measure, { average: number; max: number }> = {
    cpu: value(cpu),
    memory: value(1_048_576 * (cpu + 1)),
    rx: value(cpu * 10),
    tx: value(cpu * 20),
    read: value(0),
    write: value(cpu),
    pids: { average: 3, max: 3 },
  }
  return { container, time, values }
}

/** So many containers' steps of one time, and their sum, as a recorder writes them every 10 s. */
export function batchOf(engine: string, time: number, count: number, cpu = (index: number) => index): Batch {
  const steps = Array.from({ length: count }, (_, index) => stepOf(`c${index}`, time, cpu(index)))
  const sum = steps.reduce((total, { values }) => total + (values.cpu?.average ?? 0), 0)
  return { engine, seen: time + 10_000, steps: [...steps, stepOf('', time, sum)] }
}
