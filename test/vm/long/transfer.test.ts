import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { vmMountReport } from '../../../contract/vm.ts'
import type { EngineAccess } from '../../support/engine.ts'
import { BUSYBOX, makeImages } from '../../support/image.ts'
import { KeptVm } from '../../support/kept-vm.ts'
import { run } from '../../support/run.ts'
import { testArchitecture, vmObstacle } from '../../support/vm.ts'

const wanted = vmObstacle() === undefined && testArchitecture() === 'amd64'
const TIMEOUT = { timeout: 300_000 }
const MIB = 1024 ** 2

describe.skipIf(!wanted)('what goes into a virtual machine’s engine and comes out of it', () => {
  let vm: KeptVm
  let engine: EngineAccess

  beforeAll(async () => {
    vm = await KeptVm.make()
    await vm.slipway('resize', '--memory', '1g', '--cpus', '2', '--disk', '4g')
    await vm.slipway('start')
    engine = await vm.published()
    await makeImages(engine)
  }, 900_000)
  afterAll(async () => await vm?.remove(), 120_000)

  test('200 MB go in whole, and come out whole', TIMEOUT, async () => {
    const env = { ...process.env, DOCKER_HOST: engine.address }
    const input = randomBytes(200 * MIB)
    const began = performance.now()
    const sum = await run('docker', ['run', '--rm', '-i', BUSYBOX, 'md5sum'], { env, input })
    expect(sum.split(' ')[0]).toBe(createHash('md5').update(input).digest('hex'))
    const there = performance.now()
    const back = spawn(
      'docker',
      ['run', '--rm', '--log-driver', 'none', BUSYBOX, 'dd', 'if=/dev/zero', 'bs=1M', 'count=200'],
      {
        env,
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    )
    let bytes = 0
    for await (const part of back.stdout) bytes += part.length
    expect(bytes).toBe(200 * MIB)
    const rate = (ms: number) => `${((200 * MIB) / 1000 / ms).toFixed(1)} MB/s`
    console.log(`in ${rate(there - began)}, out ${rate(performance.now() - there)}`)
  })

  test('an image goes out and comes back the same', TIMEOUT, async () => {
    const saved = join(vm.state, 'saved.tar')
    await engine.docker('save', '-o', saved, BUSYBOX)
    const id = await engine.docker('image', 'inspect', '--format', '{{.Id}}', BUSYBOX)
    await engine.docker('rmi', BUSYBOX)
    await engine.docker('load', '-i', saved)
    expect(await engine.docker('image', 'inspect', '--format', '{{.Id}}', BUSYBOX)).toBe(id)
  })

  test('the doctor measures a mount, and says whether changes are heard of', TIMEOUT, async () => {
    const app = join(vm.home, 'tried')
    await mkdir(app)
    const report = vmMountReport.parse(JSON.parse(await vm.slipway('doctor', '--mount', app, '--json')))
    console.log(JSON.stringify(report))
    expect(report).toMatchObject({ path: app, readonly: false, heardAfter: expect.any(Number) })
    expect(report.folder?.write).toBeGreaterThan(0)
    expect(await readdir(app)).toEqual([])
    await expect(vm.slipway('doctor', '--mount', '/opt')).rejects.toThrow('/opt is not shared')
  })
})
