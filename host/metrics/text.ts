import type { Container, Engine } from '../../contract/index.ts'
import type { Alerts } from '../alerts/index.ts'
import type { Engines } from '../engine/index.ts'
import type { Recorder } from '../recorder/index.ts'
import { Exposition } from './exposition.ts'

export type MetricsSources = { engines: Engines; recorder: Recorder; alerts: Alerts }

/** The figures of every engine that was ever connected, in Prometheus' text format. @throws SlipwayError */
export async function metricsText({ engines, recorder, alerts }: MetricsSources): Promise<string> {
  const out = new Exposition()
  for (const engine of engines.list().engines) {
    const up = engine.status.state === 'connected'
    if (!up && !('facts' in engine.status)) continue
    const labels = { engine: engine.name, engine_id: engine.id }
    out.gauge('slipway_engine_up', 'Whether the engine can be reached.', up ? 1 : 0, labels)
    if (!up) continue
    await engineFigures(out, engine, labels, recorder)
    for (const container of engines.inventory(engine.id).containers.values()) {
      containerFigures(out, container, { ...labels, container: container.name }, recorder.live(engine.id))
    }
    for (const rule of alerts.rules) {
      const firing = alerts.firing(engine.id, rule.id).size
      out.gauge('slipway_alerts_firing', 'For how many containers a rule is true.', firing, {
        ...labels,
        rule: rule.id,
        kind: rule.kind,
      })
    }
  }
  const { size, problem } = recorder.state()
  out.gauge('slipway_recorder_up', 'Whether what happens is being recorded.', problem ? 0 : 1, {})
  out.gauge('slipway_recorder_size_bytes', 'Room that the recorder’s file takes.', size, {})
  return out.text()
}

async function engineFigures(
  out: Exposition,
  { id, status }: Engine,
  labels: { engine: string; engine_id: string },
  recorder: Recorder,
): Promise<void> {
  if ('facts' in status) {
    out.gauge('slipway_engine_cores', 'Processors of the engine’s machine.', status.facts.cpus, labels)
    out.gauge('slipway_engine_memory_bytes', 'Memory of the engine’s machine.', status.facts.memory, labels)
  }
  const now = Date.now()
  const disk = await recorder.disk(id, now, now)
  if (disk.kind === 'unknown') return
  out.gauge('slipway_engine_disk_free_bytes', 'What is free on the engine’s disk.', disk.free, labels)
  out.gauge('slipway_engine_disk_size_bytes', 'What the engine’s disk has in all.', disk.total, labels)
}

function containerFigures(
  out: Exposition,
  { id, image, state, health, stack, service }: Container,
  of: { engine: string; engine_id: string; container: string },
  live: ReturnType<Recorder['live']>,
): void {
  const gauge = (name: string, help: string, value: number | null | undefined, more = {}) =>
    out.gauge(`slipway_container_${name}`, help, value, { ...of, ...more })
  gauge('info', 'What there is.', 1, { id, image, state, stack: stack ?? '', service: service ?? '' })
  gauge('running', 'Whether it runs.', state === 'running' ? 1 : 0)
  if (health) gauge('healthy', 'Whether its health check is content.', health === 'healthy' ? 1 : 0)
  const values = live?.latest?.steps.get(id)?.values
  if (!values) return
  const cpu = values.cpu && values.cpu.average / 100
  gauge('cpu_cores', 'Cores used, on average over 10 s.', cpu)
  gauge('memory_bytes', 'Memory in use, without the inactive file cache.', values.memory?.average)
  gauge('memory_limit_bytes', 'Memory that it may use.', live?.memoryLimits.get(id))
  gauge('network_receive_rate_bytes', 'Bytes a second received.', values.rx?.average)
  gauge('network_transmit_rate_bytes', 'Bytes a second sent.', values.tx?.average)
  gauge('disk_read_rate_bytes', 'Bytes a second read from disks.', values.read?.average)
  gauge('disk_write_rate_bytes', 'Bytes a second written to disks.', values.write?.average)
  gauge('processes', 'Processes and threads.', values.pids?.average)
}
