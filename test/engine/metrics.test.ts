import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { needExecutable } from '../support/executable.ts'
import { engineState, type OpenHost, openHost } from '../support/host.ts'
import { BUSYBOX } from '../support/image.ts'
import { HOSTILE_NAME, HOSTILE_TEXT } from '../support/seed.ts'
import { sharedEngine } from '../support/shared-engine.ts'

const engine = sharedEngine()
let host: OpenHost
beforeAll(async () => {
  host = await openHost(engine.address)
  await engineState(host, 'connected')
})
afterAll(() => host?.close())

test('Prometheus’ own tool takes every figure, whatever containers are named', async () => {
  const promtool = needExecutable('promtool', 'prometheus')
  const stack = `com.docker.compose.project=${HOSTILE_TEXT}\n"}`
  const id = await engine.docker('run', '-d', '--name', HOSTILE_NAME, '--label', stack, BUSYBOX, 'sleep', '1000')
  try {
    const text = await vi.waitFor(
      async () => {
        const figures = await host.host.metrics.text()
        expect(figures).toMatch(/^slipway_container_cpu_cores\{/m)
        return figures
      },
      { timeout: 28_000, interval: 500 },
    )
    const { status, stdout, stderr } = spawnSync(promtool, ['check', 'metrics'], { input: text, encoding: 'utf8' })
    expect(`${stdout}${stderr}`).toBe('')
    expect(status).toBe(0)
    expect(text).toMatch(/^slipway_engine_up\{[^}]*\} 1$/m)
    expect(text).toMatch(/^slipway_engine_disk_free_bytes\{[^}]*\} \d{6,}/m)
    expect(text).toContain(`container="${HOSTILE_NAME}"`)
    expect(text).not.toContain('NaN')
  } finally {
    await engine.docker('rm', '-f', id)
  }
}, 60_000)
