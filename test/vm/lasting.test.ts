import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { EngineAccess } from '../support/engine.ts'
import { freePort } from '../support/free-port.ts'
import { BUSYBOX } from '../support/image.ts'
import { kill } from '../support/kept-vm.ts'
import { sharedVm } from '../support/shared-vm.ts'
import { soon, webPage } from '../support/soon.ts'
import { Acknowledged, keptRecords, startWriter } from '../support/writer.ts'

const vm = sharedVm()
const COUNTER = 'httpd -h /etc; n=0; while :; do n=$((n+1)); echo $n; sleep 0.1; done'
/** Takes every block of the data disk, in ever smaller pieces. */
const FILL = `cd /var/lib/docker/volumes/heap/_data
for size in 1G 100M 10M 1M 64K 4K; do
  i=0; while [ $i -lt 16 ] && busybox fallocate -l $size $size.$i; do i=$((i+1)); done
done 2>/dev/null
sync; df -k /var/lib | tail -1`

describe.skipIf(vm === undefined)('a virtual machine loses nothing', () => {
  if (vm === undefined) return
  let engine: EngineAccess

  beforeAll(async () => {
    engine = await vm.published()
  })
  afterEach(async () => {
    await vm.slipway('resize', '--idle', '0')
    await engine.docker('rm', '-f', 'counter', 'user', 'writer')
  })
  afterAll(async () => void (await engine.docker('volume', 'rm', '-f', 'kept', 'heap')))

  const inside = (...words: string[]) => vm.slipway('shell', '--', ...words)
  const counted = async () => (await engine.docker('logs', 'counter')).split('\n').map(Number)

  test('when it is saved: a counter goes on, the clock is right, ports and folders are there', async () => {
    const port = await freePort()
    await engine.docker(
      'run',
      '-d',
      '--name',
      'counter',
      '--hostname',
      'counts',
      '-p',
      `${port}:80`,
      BUSYBOX,
      'sh',
      '-c',
      COUNTER,
    )
    const bootId = await inside('cat', '/proc/sys/kernel/random/boot_id')
    await expect.poll(async () => (await counted()).length, { timeout: 30_000 }).toBeGreaterThan(3)
    const before = await counted()
    await vm.slipway('save')
    expect((await vm.status()).state).toEqual({ state: 'stopped', saved: true })
    await expect(webPage('127.0.0.1', port)).rejects.toThrow('ECONNREFUSED')
    // As long as it is off its own clock stands still.
    await sleep(3000)
    await vm.slipway('start')
    const [earliest, now, latest] = [Date.now(), Number(await inside('date', '+%s')) * 1000, Date.now()]
    expect(now).toBeGreaterThan(earliest - 2000)
    expect(now).toBeLessThan(latest + 1000)
    expect(await inside('cat', '/proc/sys/kernel/random/boot_id')).toBe(bootId)
    await expect.poll(async () => (await counted()).length, { timeout: 30_000 }).toBeGreaterThan(before.length + 5)
    const after = await counted()
    expect(after).toEqual(after.map((_, index) => index + 1))
    expect(await soon(() => webPage('127.0.0.1', port))).toBe('counts')
    await writeFile(join(vm.home, 'note'), 'still here\n')
    const user = ['--name', 'user', '-v', `${vm.home}:/home:ro`]
    await engine.docker('run', '-d', ...user, BUSYBOX, 'sh', '-c', 'cat /home/note; sleep 3600')
    await expect.poll(() => engine.docker('logs', 'user'), { timeout: 30_000 }).toBe('still here')
    // QEMU can't save what a container has mounted from here; that is said, and nothing is touched.
    await expect(vm.slipway('save')).rejects.toThrow(/user mounts .*docker stop user/s)
    expect(await soon(() => webPage('127.0.0.1', port))).toBe('counts')
    await engine.docker('rm', '-f', 'counter', 'user')
  })

  test('when nobody needs it: it sleeps, and the docker command wakes it without knowing', async () => {
    const bootId = await inside('cat', '/proc/sys/kernel/random/boot_id')
    const images = await engine.docker('images', '-q')
    await vm.slipway('resize', '--idle', '0.05')
    const { state, processes } = await vm.until('asleep', 60_000)
    expect(state).toMatchObject({ saved: true })
    expect(processes.machine).toBeUndefined()
    expect(await engine.docker('images', '-q')).toBe(images)
    await vm.slipway('resize', '--idle', '0')
    expect((await vm.status()).state.state).toBe('running')
    expect(await inside('cat', '/proc/sys/kernel/random/boot_id')).toBe(bootId)
  })

  test('when it is killed, even with its disk full: what was synced is there, and one can prune', async () => {
    await startWriter(engine)
    const heard = await Acknowledged.follow(engine)
    await sleep(2000)
    await engine.docker('volume', 'create', 'heap')
    expect((await inside('sh', '-c', FILL)).split(/ +/)[3]).toBe('0')
    const { processes } = await vm.status()
    await kill(processes.machine ?? 0)
    const acknowledged = await heard.end()
    expect(acknowledged).toBeGreaterThan(0)
    await expect
      .poll(async () => (await vm.status()).processes.machine, { timeout: 60_000 })
      .not.toBe(processes.machine)
    const { notes } = await vm.until('running')
    expect(notes.map(({ text }) => text).join()).toMatch(
      /started again.*its data disk is full; a reserve was given up/is,
    )
    expect(await engine.docker('volume', 'prune', '--all', '--force')).toContain('heap')
    // With its disk full it had to wait before it could start.
    const kept = await soon(() => keptRecords(engine))
    console.log(`${acknowledged} records acknowledged, ${kept.length} kept`)
    expect(kept).toEqual(kept.map((_, index) => index + 1))
    expect(kept.length).toBeGreaterThanOrEqual(acknowledged)
  })
})
