import { spawn } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { engineState, openHost } from '../../support/host.ts'
import { BUSYBOX } from '../../support/image.ts'
import { jobEnd } from '../../support/jobs.ts'
import { sharedEngine } from '../../support/shared-engine.ts'
import { inVolume, manifestOf } from './manifest.ts'

/** `SLIPWAY_VOLUME_KILLS=30 npm test -- engine killed` kills it as often. */
const KILLS = Number(process.env.SLIPWAY_VOLUME_KILLS ?? 4)
/** The longest a host works before it is killed. Milliseconds. */
const LATEST = 4_000
const WORKER = fileURLToPath(new URL('../../support/volume-worker.ts', import.meta.url))

const engine = sharedEngine()
const { docker } = engine
let stateFolder: string
let folder: string

const volumes = async () => (await docker('volume', 'ls', '-q')).split('\n').filter((name) => name.startsWith('vk-'))
const mine = ['vk-data', 'vk-emptied', 'vk-replaced']

beforeAll(async () => {
  stateFolder = await mkdtemp(join(tmpdir(), 'slipway-killed-'))
  folder = await mkdtemp(join(tmpdir(), 'slipway-killed-backups-'))
  for (const name of mine) {
    await docker('volume', 'create', name)
    await inVolume(
      engine,
      name,
      `mkdir a; echo ${name} > a/name; head -c 60000000 /dev/urandom > big; for f in $(seq 1 500); do echo $f > a/f$f; done`,
    )
  }
  await docker(
    'run',
    '-d',
    '--name',
    'vk-user',
    '--stop-timeout',
    '1',
    '-v',
    'vk-data:/d',
    '-v',
    'vk-emptied:/e',
    BUSYBOX,
    'sleep',
    '3000',
  )
})
afterAll(async () => {
  await docker('rm', '-f', 'vk-user').catch(() => {})
  const names = await volumes()
  if (names.length > 0) await docker('volume', 'rm', ...names)
  for (const one of [stateFolder, folder]) await rm(one, { recursive: true, force: true })
})

async function workUntilKilled(ms: number): Promise<string[]> {
  const worker = spawn(process.execPath, [WORKER, stateFolder, engine.address, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said: string[] = []
  worker.stdout.on('data', (bytes: Buffer) => said.push(...bytes.toString().split('\n').filter(Boolean)))
  const ended = new Promise((resolve) => worker.once('exit', resolve))
  while (said.length === 0 && worker.exitCode === null) await sleep(20)
  await Promise.race([sleep(ms), ended])
  worker.kill('SIGKILL')
  await ended
  return said
}

test(
  `killed ${KILLS} times at random moments, no volume is half, no backup, and nothing is left behind`,
  async () => {
    const original = await manifestOf(engine, 'vk-data')
    let [emptied, replaced] = [await manifestOf(engine, 'vk-emptied'), await manifestOf(engine, 'vk-replaced')]
    const verified = new Set<string>()
    for (let kill = 0; kill < KILLS; kill++) {
      const said = await workUntilKilled(Math.random() * LATEST)
      const about = `kill ${kill} after ${said.join(', ')}`
      // The engine ends what the host held a moment after it; what was made and never started goes with the next start.
      const ours = (...more: string[]) => docker('ps', '-aq', '--filter', 'label=io.slipway.helper', ...more)
      await expect.poll(() => ours('--filter', 'status=running'), { timeout: 20_000, message: about }).toBe('')
      const host = await openHost(engine.address, stateFolder)
      try {
        await engineState(host, 'connected')
        const unfinished = join(stateFolder, 'volumes', 'unfinished')
        await expect.poll(() => readdir(unfinished), { timeout: 60_000, message: about }).toEqual([])
        await expect.poll(() => ours(), { timeout: 20_000, message: about }).toBe('')
        await expect
          .poll(() => docker('inspect', '-f', '{{.State.Status}}', 'vk-user'), { timeout: 20_000, message: about })
          .toBe('running')
        expect(await manifestOf(engine, 'vk-data'), about).toBe(original)
        const done = (name: string) => said.includes(`${name} done `)
        for (const [name, before] of [
          ['vk-emptied', emptied],
          ['vk-replaced', replaced],
        ] as const) {
          const now = await manifestOf(engine, name)
          const whole =
            name === 'vk-emptied' ? now.split('\n').filter((line) => line.includes('|')).length <= 1 : now === original
          if (done(name === 'vk-emptied' ? 'empty' : 'replace')) expect(whole, `${about}: ${name}`).toBe(true)
          // The word that it is done may have been cut off.
          else expect(now === before || whole, `${about}: ${name} is by half`).toBe(true)
          if (name === 'vk-emptied') emptied = now
          else replaced = now
        }
        for (const name of (await volumes()).filter((one) => !mine.includes(one))) {
          expect(await manifestOf(engine, name), `${about}: ${name}`).toBe(original)
          await docker('volume', 'rm', name)
        }
        for (const file of await readdir(folder)) {
          expect(file, about).toMatch(/^vk-data-\d{8}-\d{6}(-\d+)?\.tar\.zst(\.json)?$/)
          if (file.endsWith('.json') || verified.has(file)) continue
          const restored = await host.client.volumeBackups.restore({
            ...{ engine: host.engine, path: join(folder, file), name: 'vk-check' },
          })
          expect((await jobEnd(host, restored.job)).outcome.state, about).toBe('done')
          await docker('volume', 'rm', 'vk-check')
          verified.add(file)
        }
      } finally {
        await host.close()
      }
    }
    expect(await docker('ps', '-aq', '--filter', 'label=io.slipway.helper')).toBe('')
  },
  120_000 + KILLS * 60_000,
)
