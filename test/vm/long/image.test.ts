import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readLedger, reclaim } from '../../../host/vm/ledger/index.ts'
import { bringCompose } from '../../support/compose.ts'
import { accessEngine, type EngineAccess } from '../../support/engine.ts'
import { BUSYBOX, makeImages } from '../../support/image.ts'
import { rawRequest } from '../../support/raw.ts'
import { TestVm, testArchitecture, testImage, virtiofsDaemon, vmObstacle, type Word } from '../../support/vm.ts'

const architecture = testArchitecture()
const obstacle = vmObstacle(architecture)
const canCompose = process.arch === 'x64'

const MIB = 1024 ** 2
const MAX_IMAGE_BYTES = 80_000_000
const seconds = (word: Word): string => `${(word.after / 1000).toFixed(1)} s`
const names = (name: string) => (word: Word) => word.event === 'stage' && word.name === name

describe.skipIf(obstacle !== undefined)(`the ${architecture} image`, () => {
  let vm: TestVm
  let scratch: string
  let engine: EngineAccess

  beforeAll(async () => {
    const { bytes } = JSON.parse(await readFile(join(testImage(architecture), 'image.json'), 'utf8'))
    console.log(`${architecture} image: ${(bytes / 1e6).toFixed(1)} MB`)
    expect(bytes).toBeLessThanOrEqual(MAX_IMAGE_BYTES)
    scratch = await mkdtemp(join(tmpdir(), 'slipway-vm-test-'))
    vm = await TestVm.create(testImage(architecture), architecture)
  })

  afterAll(async () => {
    await vm?.remove()
    if (scratch !== undefined) await rm(scratch, { recursive: true, force: true })
  })

  async function boot(kind: string, options: { virtiofs?: string } = {}): Promise<void> {
    await vm.start(options)
    const ready = await vm.ready()
    const stages = []
    for (const name of ['kernel', 'root', 'network', 'data']) {
      stages.push(`${name} ${seconds(await vm.word(name, names(name), 1000))}`)
    }
    console.log(`${architecture} ${kind}: ${stages.join(', ')}, /_ping ${seconds(ready)}`)
    engine = accessEngine(await vm.openEngine(), scratch)
  }

  test('formats its disk at the first start, and says when dockerd answers', { timeout: 400_000 }, async () => {
    await boot('first start')
    expect(await vm.word('what it did', (word) => word.event === 'disk', 1000)).toMatchObject({ did: 'formatted' })
    const pong = await rawRequest(engine.address, 'GET', '/_ping')
    expect(pong.status).toBe(200)
  })

  test('runs a container, reachable at its published port', { timeout: 400_000 }, async () => {
    await makeImages(engine)
    const said = await engine.docker(
      'run',
      '--rm',
      '-v',
      'kept:/kept',
      BUSYBOX,
      'sh',
      '-c',
      'echo 1 > /kept/one; uname -s; id -u',
    )
    expect(said).toBe('Linux\n0')
    await engine.docker('run', '-d', '--name', 'web', '-p', '8080:80', BUSYBOX, 'httpd', '-f', '-h', '/etc')
    expect(await vm.shell('wget -qO- http://127.0.0.1:8080/hostname')).toMatch(/^[0-9a-f]{12}$/)
    expect(await vm.shell('wget -qO- http://10.0.2.15:8080/hostname')).toMatch(/^[0-9a-f]{12}$/)
  })

  test('has the rules by which containers are reached', { timeout: 400_000 }, async () => {
    expect(await vm.shell('iptables -V')).toBe('iptables v1.8.11 (legacy)')
    expect(await vm.shell('iptables -t nat -S DOCKER')).toMatch(
      /--dport 8080 -j DNAT --to-destination 172\.17\.0\.2:80/,
    )
    // Extensions of each kind, for both protocols, said back as they were given.
    const rules = [
      [
        'iptables',
        '-p udp -m multiport --dports 53,5353 -m state --state NEW -j REJECT --reject-with icmp-port-unreachable',
      ],
      ['iptables', '-s 10.1.0.0/16 -m limit --limit 3/min -m comment --comment "a b" -j LOG --log-prefix "said "'],
      ['ip6tables', '-s fd00::/8 -p ipv6-icmp -m icmp6 --icmpv6-type 128 -j ACCEPT'],
    ]
    for (const [program, rule] of rules) {
      const said = await vm.shell(`${program} -A INPUT ${rule} && ${program} -S INPUT && ${program} -F INPUT`)
      expect(said).toContain(`-A INPUT ${rule}`)
    }
    expect(await vm.shell('iptables -C INPUT -j DROP 2>/dev/null || echo none')).toBe('none')
  })

  test.runIf(canCompose)('runs a stack of Compose', { timeout: 400_000 }, async () => {
    await bringCompose(join(scratch, 'docker-config'))
    const file = join(scratch, 'compose.yaml')
    const [web, ask] = ['httpd -f -h /etc', 'sh -c "wget -qO- http://web/hostname && sleep 3600"']
    await writeFile(
      file,
      `services:
  web: {image: ${BUSYBOX}, hostname: the-web, command: ${web}, ports: ["8081:80"]}
  ask: {image: ${BUSYBOX}, command: ${JSON.stringify(ask)}, depends_on: [web], volumes: ["kept:/kept"]}
volumes: {kept: {}}
`,
    )
    const compose = (...args: string[]) => engine.docker('compose', '-p', 'stack', '-f', file, ...args)
    await compose('up', '-d')
    expect(await vm.shell('wget -qO- http://10.0.2.15:8081/hostname')).toBe('the-web')
    await expect.poll(() => engine.docker('logs', 'stack-ask-1'), { timeout: 60_000 }).toBe('the-web')
    await compose('down', '-v', '-t', '0')
    expect(await engine.docker('ps', '-aq', '--filter', 'label=com.docker.compose.project=stack')).toBe('')
  })

  test('answers the host’s commands', { timeout: 400_000 }, async () => {
    const time = Math.floor(Date.now() / 1000) + 1000
    expect(await vm.ask({ do: 'time', seconds: time, nanos: 0 })).toMatchObject({ ok: true })
    expect(Number(await vm.shell('date +%s'))).toBeGreaterThanOrEqual(time)
    expect(await vm.ask({ do: 'thaw', seconds: time - 1000, nanos: 0 })).toMatchObject({ ok: true })
    expect(Number(await vm.shell('date +%s'))).toBeLessThan(time)
    expect(await vm.ask({ do: 'drop-caches' })).toMatchObject({ ok: true })
    expect(await vm.ask({ do: 'trim' })).toMatchObject({ ok: true, bytes: expect.any(Number) })
    expect(await vm.ask({ do: 'explode' })).toMatchObject({ ok: false, why: expect.stringContaining('unknown') })
    const health = await vm.word('its health', (word) => word.event === 'health' && word.ready === true, 60_000)
    expect(health).toMatchObject({
      memory_total: expect.any(Number),
      disk_free: expect.any(Number),
      dockerd_restarts: 0,
    })
  })

  test('mounts a folder of the host at its own path, and lets go of it', { timeout: 400_000 }, async () => {
    await writeFile(join(vm.folder, 'note'), 'from the host\n')
    const mount = { do: 'mount', tag: 'share', type: '9p', path: vm.folder, readonly: true }
    expect(await vm.ask(mount)).toMatchObject({ ok: true })
    expect(await engine.docker('run', '--rm', '-v', `${vm.folder}:/share:ro`, BUSYBOX, 'cat', '/share/note')).toBe(
      'from the host',
    )
    expect(await vm.ask({ do: 'unmount', path: vm.folder })).toMatchObject({ ok: true })
    expect(await vm.shell(`ls ${vm.folder}`)).toBe('')
    expect(await vm.ask({ ...mount, path: '/usr/share' })).toMatchObject({ ok: false })
  })

  test('gives memory and disk back to the host', { timeout: 400_000 }, async () => {
    const source = vm.ledgerSource
    const start = await readLedger(source)
    await vm.shell('dd if=/dev/zero of=/var/lib/heap bs=1M count=300 2>/dev/null; sync; cat /var/lib/heap > /dev/null')
    const full = await readLedger(source)
    expect(full.disk.guest - start.disk.guest).toBeGreaterThan(290 * MIB)
    expect((full.disk.host ?? 0) - (start.disk.host ?? 0)).toBeGreaterThan(250 * MIB)
    await vm.shell('rm /var/lib/heap')
    const { before, after } = await reclaim(source)
    expect(before.disk.reclaimable).toBeGreaterThan(150 * MIB)
    expect((full.disk.host ?? 0) - (after.disk.host ?? 0)).toBeGreaterThan(250 * MIB)
    expect((full.memory.host ?? 0) - (after.memory.host ?? 0)).toBeGreaterThan(150 * MIB)
    const given = [full.memory.host, after.memory.host, full.disk.host, after.disk.host]
    console.log(
      `${architecture} memory and disk on the host: ${given.map((bytes) => Math.round((bytes ?? 0) / MIB)).join(', ')} MiB (full, after; full, after)`,
    )
  })

  test('starts a service that died again, and says why it died', { timeout: 400_000 }, async () => {
    await vm.shell('kill -9 $(cat /var/run/docker.pid)')
    const ended = await vm.word(
      'that dockerd ended',
      (word) => word.name === 'dockerd' && word.state === 'ended',
      60_000,
    )
    expect(ended).toMatchObject({ signal: 9, again_ms: 250 })
    expect((await vm.word('that it is not', (word) => word.event === 'not-ready', 1000)).at).toBeGreaterThanOrEqual(
      ended.at,
    )
    const later = (word: Word): boolean => word.event === 'ready' && word.at > ended.at
    await vm.word('that it is ready again', later, 250_000)
  })

  test('shuts down cleanly and, with a larger disk, has its data at the next start', { timeout: 400_000 }, async () => {
    expect(await vm.shutDown()).toBe(true)
    await vm.growDisk('5G')
    const shared = join(scratch, 'shared')
    await mkdir(shared)
    await boot('second start', virtiofsDaemon() === undefined ? {} : { virtiofs: shared })
    expect(await vm.word('what it did', (word) => word.event === 'disk', 1000)).toMatchObject({ did: 'grown' })
    expect(await engine.docker('run', '--rm', '-v', 'kept:/kept', BUSYBOX, 'cat', '/kept/one')).toBe('1')
  })

  test('mounts a folder over virtiofs, and both sides see what the other writes', { timeout: 400_000 }, async ({
    skip,
  }) => {
    if (virtiofsDaemon() === undefined) skip('virtiofsd is not installed')
    const shared = join(scratch, 'shared')
    await writeFile(join(shared, 'note'), 'from the host\n')
    const mount = { do: 'mount', tag: 'fast', type: 'virtiofs', path: shared, readonly: false }
    expect(await vm.ask(mount)).toMatchObject({ ok: true })
    const script = 'cat /share/note && echo "from the guest" > /share/answer'
    expect(await engine.docker('run', '--rm', '-v', `${shared}:/share`, BUSYBOX, 'sh', '-c', script)).toBe(
      'from the host',
    )
    expect(await readFile(join(shared, 'answer'), 'utf8')).toBe('from the guest\n')
    expect(await vm.ask({ do: 'unmount', path: shared })).toMatchObject({ ok: true })
  })

  test('killed with its disk full, has what was synced, and its engine starts to prune', {
    timeout: 400_000,
  }, async () => {
    await engine.docker('run', '--rm', '-v', 'kept:/kept', BUSYBOX, 'sh', '-c', 'echo 2 > /kept/two; sync')
    await engine.docker('volume', 'create', 'heap')
    const fill =
      'cd /var/lib/docker/volumes/heap/_data && for size in 1G 100M 10M 1M 64K 4K; do i=0; while [ $i -lt 16 ] && busybox fallocate -l $size $size.$i; do i=$((i+1)); done; done 2>/dev/null; sync; df -k /var/lib | tail -1'
    expect((await vm.shell(fill)).split(/ +/)[3]).toBe('0')
    await vm.kill()
    await boot('start after a kill, full')
    expect(await vm.word('what it did', (word) => word.event === 'disk', 1000)).toMatchObject({ did: 'checked' })
    expect(await vm.word('of its reserve', (word) => word.event === 'reserve', 1000)).toMatchObject({ given: true })
    expect(await engine.docker('volume', 'rm', 'heap')).toBe('heap')
    expect(await engine.docker('run', '--rm', '-v', 'kept:/kept', BUSYBOX, 'cat', '/kept/one', '/kept/two')).toBe(
      '1\n2',
    )
    expect(await vm.shell('ls -a /var/lib')).not.toContain('.slipway-reserve')
  })

  test('says when its disk is broken, leaves it alone, and mends it when told to', { timeout: 400_000 }, async () => {
    await vm.shell('echo 3 > /var/lib/victim')
    expect(await vm.ask({ do: 'repair' })).toMatchObject({ ok: false, why: 'the data disk is in use' })
    expect(await vm.shutDown()).toBe(true)
    await vm.damageDisk('/victim')
    await vm.start()
    const failed = await vm.word('that its disk is broken', (word) => word.event === 'failed', 120_000)
    expect(failed).toMatchObject({ stage: 'disk', code: 'broken' })
    // The engine waits for its disk, and nothing else is written to it.
    expect(await vm.shell('ps | grep -c [d]ockerd || true; ls -A /var/lib')).toBe('0')
    expect(await vm.ask({ do: 'repair' })).toMatchObject({ ok: true })
    expect(await vm.word('what it did', (word) => word.event === 'disk', 1000)).toMatchObject({ did: 'repaired' })
    await vm.ready()
    engine = accessEngine(await vm.openEngine(), scratch)
    expect(await engine.docker('run', '--rm', '-v', 'kept:/kept', BUSYBOX, 'cat', '/kept/one', '/kept/two')).toBe(
      '1\n2',
    )
    // There is room again, so the reserve is there again.
    expect(await vm.shell('ls -a /var/lib')).toContain('.slipway-reserve')
    expect(await vm.shutDown()).toBe(true)
  })
})
