import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { EngineAccess } from '../../support/engine.ts'
import { BUSYBOX, makeImages } from '../../support/image.ts'
import { KeptVm, kill } from '../../support/kept-vm.ts'
import { testArchitecture, vmObstacle } from '../../support/vm.ts'
import { Acknowledged, keptRecords, startWriter } from '../../support/writer.ts'

// Fifty on request, as in a night’s run: SLIPWAY_VM_KILLS=50.
const KILLS = Number(process.env.SLIPWAY_VM_KILLS ?? 15)
const WHOM = ['machine', 'keeper', 'both'] as const
/** What is noted then; a keeper that was killed with its machine can't tell of it. */
const TOLD = { machine: /started again/, keeper: /taken over/, both: /^/ }
const wanted = vmObstacle() === undefined && testArchitecture() === 'amd64'

describe.skipIf(!wanted)('slipway vm', () => {
  let vm: KeptVm
  let engine: EngineAccess

  beforeAll(async () => {
    vm = await KeptVm.make()
  }, 900_000)
  afterAll(async () => await vm?.remove(), 120_000)

  test('starts one that was never there, in the background, and says when its engine answers', {
    timeout: 600_000,
  }, async () => {
    expect((await vm.status()).state).toEqual({ state: 'absent' })
    await vm.slipway('resize', '--memory', '1g', '--cpus', '2', '--disk', '4g')
    expect(await vm.slipway('start')).toContain('The engine answers')
    const status = await vm.status()
    expect(status).toMatchObject({ state: { state: 'running' }, stays: true, size: { cpus: 2, memory: 1024 ** 3 } })
    expect(status.runBy).toMatch(/^QEMU .*\((tcg)\)|KVM|HVF$/)
    engine = await vm.engine()
    await makeImages(engine)
    expect(await engine.docker('run', '--rm', BUSYBOX, 'uname', '-s')).toBe('Linux')
  })

  test('is kept by one process: another leaves it alone', { timeout: 60_000 }, async () => {
    const before = await vm.status()
    const second = spawn(process.execPath, ['host/cli/main.ts', 'keep-vm', 'default'], {
      env: { ...process.env, SLIPWAY_STATE: vm.state },
      stdio: 'ignore',
    })
    expect(await new Promise((resolve) => second.once('exit', resolve))).toBe(0)
    expect((await vm.status()).processes).toEqual(before.processes)
  })

  test(`has every record that was synced, after ${KILLS} kills at random moments`, {
    timeout: KILLS * 240_000 + 60_000,
  }, async () => {
    await startWriter(engine)
    for (let round = 0; round < KILLS; round++) {
      const whom = WHOM[round % WHOM.length] ?? 'both'
      const listener = await Acknowledged.follow(engine)
      await sleep(500 + Math.random() * 4000)
      const { processes } = await vm.status()
      const pids = whom === 'both' ? [processes.keeper, processes.machine] : [processes[whom]]
      await Promise.all(pids.map((pid) => kill(pid ?? 0)))
      const acknowledged = await listener.end()
      // What a person does who finds it gone: nothing when Slipway is there, and start it when that is gone too.
      if (whom !== 'machine') await vm.slipway('start')
      const told = async () => (await vm.status()).notes.map(({ text }) => text).join()
      await expect.poll(told, { timeout: 60_000 }).toMatch(TOLD[whom])
      await vm.until('running')
      engine = await vm.engine()
      const kept = await keptRecords(engine)
      console.log(`${whom} killed: ${acknowledged} acknowledged, ${kept.length} kept`)
      expect(kept).toEqual(kept.map((_, index) => index + 1))
      expect(kept.length).toBeGreaterThanOrEqual(acknowledged)
      expect(acknowledged).toBeGreaterThan(0)
    }
  })

  test('holds still, and goes on', { timeout: 300_000 }, async () => {
    await vm.slipway('pause')
    expect((await vm.status()).state).toEqual({ state: 'paused', why: 'asked' })
    await vm.slipway('resume')
    expect(await engine.docker('exec', 'writer', 'echo', 'here')).toBe('here')
  })

  test('grows its disk, goes back to before that, and says what a reset takes', { timeout: 600_000 }, async () => {
    await vm.slipway('stop')
    await vm.slipway('resize', '--disk', '6g')
    await vm.slipway('start')
    engine = await vm.engine()
    const { health, restorePoints } = await vm.status()
    expect(health?.diskTotal).toBeGreaterThan(5 * 1024 ** 3)
    const point = restorePoints.find(({ why }) => why === 'resize')?.id ?? ''
    await engine.docker('rm', '-f', 'writer')
    await engine.docker('volume', 'create', 'later')
    await vm.slipway('restore', point)
    await vm.slipway('start')
    engine = await vm.engine()
    expect(await engine.docker('volume', 'ls', '-q')).toBe('kept')
    expect((await vm.status()).size.disk).toBe(4 * 1024 ** 3)
    await vm.slipway('reset', '--yes')
    const after = await vm.status()
    expect(after.state).toEqual({ state: 'stopped', saved: false })
    expect(after.restorePoints.map(({ why }) => why)).toContain('reset')
  })
})
