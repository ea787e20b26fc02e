import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Job } from '../../contract/index.ts'
import { engineState, type OpenHost, openHost } from '../support/host.ts'
import { BUSYBOX } from '../support/image.ts'
import { jobEnd } from '../support/jobs.ts'
import { run } from '../support/run.ts'
import { sharedEngine } from '../support/shared-engine.ts'
import { inVolume, manifestOf, treeOf } from './volumes/manifest.ts'

const FILES = 20_000
const engine = sharedEngine()
const { docker } = engine
let host: OpenHost
let folder: string

beforeAll(async () => {
  host = await openHost(engine.address)
  await engineState(host, 'connected')
  folder = await mkdtemp(join(tmpdir(), 'slipway-backups-'))
  await docker('volume', 'create', '--label', 'team=edge', 'vb-tree')
  await inVolume(engine, 'vb-tree', treeOf(FILES))
}, 120_000)
afterAll(async () => {
  await host?.close()
  await rm(folder, { recursive: true, force: true })
  const names = (await docker('volume', 'ls', '-q')).split('\n').filter((name) => name.startsWith('vb-'))
  if (names.length > 0) await docker('volume', 'rm', ...names)
})

const ended = async ({ job }: { job: string }): Promise<Job['outcome']> => (await jobEnd(host, job, 240_000)).outcome
const done = async (begun: { job: string }) => {
  const outcome = await ended(begun)
  if (outcome.state !== 'done') throw new Error(JSON.stringify(outcome))
  return outcome.result
}
const backUp = async (volume: string, format: 'zst' | 'gz') => {
  const plan = { engine: host.engine, volumes: [volume], folder, format, whileInUse: 'pause' as const }
  return (await done(await host.client.volumeBackups.write(plan))).file ?? ''
}
const restore = (path: string, name: string) => host.client.volumeBackups.restore({ engine: host.engine, path, name })

test.each(['zst', 'gz'] as const)(
  'a tree of 20,000 files comes back as it was, by tar.%s',
  async (format) => {
    const before = await manifestOf(engine, 'vb-tree')
    expect(before.split('\n').length).toBeGreaterThan(2 * FILES)
    const file = await backUp('vb-tree', format)
    await run('sh', [
      '-c',
      `echo "$(sed -n 's/.*"sha256": "\\(.*\\)".*/\\1/p' "$1.json")  $1" | sha256sum -c -`,
      'sh',
      file,
    ])
    await done(await restore(file, `vb-again-${format}`))
    expect(await manifestOf(engine, `vb-again-${format}`)).toBe(before)
    expect(await docker('volume', 'inspect', '-f', '{{json .Labels}}', `vb-again-${format}`)).toBe('{"team":"edge"}')
  },
  300_000,
)

test('a backup is unpacked by tar alone, with all that tar keeps', async () => {
  const file = await backUp('vb-tree', 'zst')
  const place = join(folder, 'unpacked')
  await mkdir(place)
  await run('tar', ['--zstd', '--numeric-owner', '-xpf', file, '-C', place])
  await run('tar', ['--zstd', '--numeric-owner', '--compare', '-f', file, '-C', place])
  await docker('volume', 'create', '-o', 'type=none', '-o', 'o=bind', '-o', `device=${place}`, 'vb-by-tar')
  expect(await manifestOf(engine, 'vb-by-tar')).toBe(await manifestOf(engine, 'vb-tree'))
}, 300_000)

test('extended attributes and ACLs come back', async () => {
  await docker('volume', 'create', 'vb-attributes')
  await inVolume(engine, 'vb-attributes', 'mkdir d; echo a > d/a; echo b > b')
  const at = (name: string) => docker('volume', 'inspect', '-f', '{{.Mountpoint}}', name)
  const place = await at('vb-attributes')
  await run('setfattr', ['-n', 'user.note', '-v', 'a=b\nc', join(place, 'd/a')])
  await run('setfattr', ['-n', 'user.folder', '-v', 'x', join(place, 'd')])
  await run('setfacl', ['-m', 'u:1234:rwx,g:77:r', join(place, 'b')])
  await run('setfacl', ['-d', '-m', 'u:4321:rx', join(place, 'd')])
  await run('setfattr', [
    '-n',
    'security.capability',
    '-v',
    '0x0100000200040000000000000000000000000000',
    join(place, 'b'),
  ])
  const attributes = async (name: string) =>
    run('sh', ['-c', 'cd "$1" && getfattr -R -h -d -m - -e hex . | LC_ALL=C sort', 'sh', await at(name)])
  const before = await attributes('vb-attributes')
  expect(before).toContain('system.posix_acl_default')
  await done(await restore(await backUp('vb-attributes', 'zst'), 'vb-attributes-again'))
  expect(await attributes('vb-attributes-again')).toBe(before)
  await done(
    await host.client.volumes.clone({
      ...{ engine: host.engine, name: 'vb-attributes', to: 'vb-attributes-copy' },
      whileInUse: 'leave',
    }),
  )
  expect(await attributes('vb-attributes-copy')).toBe(before)
})

test('a damaged or foreign archive leaves no volume behind', async () => {
  await docker('volume', 'create', 'vb-small')
  await inVolume(engine, 'vb-small', 'head -c 400000 /dev/urandom > x; echo y > y')
  const file = await backUp('vb-small', 'zst')
  const volumes = async () =>
    (await docker('volume', 'ls', '-q')).split('\n').filter((name) => name.startsWith('vb-bad'))
  const broken = join(folder, 'broken.tar.zst')
  const tries = {
    'one byte': async () => {
      const bytes = await readFile(file)
      bytes.writeUInt8(bytes.readUInt8(200_000) ^ 1, 200_000)
      await writeFile(broken, bytes)
    },
    'cut short': () => truncate(broken, 100_000),
    'no tar at all': () => writeFile(broken, 'hello '.repeat(1_000)),
    empty: () => writeFile(broken, ''),
  }
  for (const [what, breaking] of Object.entries(tries)) {
    await copyFile(file, broken)
    await copyFile(`${file}.json`, `${broken}.json`)
    await breaking()
    expect(await ended(await restore(broken, 'vb-bad')), what).toMatchObject({ state: 'failed', code: 'INVALID' })
    await rm(`${broken}.json`)
    expect(await ended(await restore(broken, 'vb-bad')), `${what}, without a manifest`).toMatchObject({
      state: 'failed',
    })
    expect(await volumes(), what).toEqual([])
  }
  await rm(broken)
})

test('a tar file of another program is restored, without a checksum', async () => {
  const foreign = join(folder, 'foreign.tgz')
  const place = join(folder, 'foreign')
  await mkdir(place)
  await writeFile(join(place, 'hello'), 'hello')
  await run('tar', ['-czf', foreign, '-C', place, '.'])
  const { note } = await done(await restore(foreign, 'vb-foreign'))
  expect(note).toContain('no manifest')
  expect(await inVolume(engine, 'vb-foreign', 'cat hello')).toBe('hello')
})

test('what runs with the volume stands still meanwhile, or goes on', async () => {
  await docker('volume', 'create', 'vb-used')
  await docker(
    ...['run', '-d', '--name', 'vb-writer', '-v', 'vb-used:/d', BUSYBOX],
    ...['sh', '-c', 'while :; do date +%s%N > /d/a; cat /d/a > /d/b; done'],
  )
  try {
    await expect
      .poll(() => [...host.host.engines.inventory(host.engine).containers.values()].map(({ name }) => name))
      .toContain('vb-writer')
    const since = Math.floor(Date.now() / 1_000)
    await backUp('vb-used', 'gz')
    const until = Math.ceil(Date.now() / 1_000)
    const events = docker(
      ...['events', '--since', String(since), '--until', String(until), '--filter', 'container=vb-writer'],
      ...['--format', '{{.Action}}'],
    )
    expect((await events).split('\n')).toEqual(expect.arrayContaining(['pause', 'unpause']))
    expect(await docker('inspect', '-f', '{{.State.Status}}', 'vb-writer')).toBe('running')
  } finally {
    await docker('rm', '-f', 'vb-writer')
  }
})

test('the list of a folder has what was written there, and a schedule keeps so many', async () => {
  const schedules = join(folder, 'by-schedule')
  const { client, engine: id } = host
  const plan = {
    ...{ volumes: ['vb-small'], folder: schedules, every: 'day' as const, weekday: 0, at: '03:00', keep: 2 },
    ...{ format: 'zst' as const, whileInUse: 'pause' as const },
  }
  const schedule = '6f1de2b5-6f5c-4d0e-9c0c-0b4f3a4e8a11'
  await client.volumeBackups.plan({ engine: id, id: schedule, plan })
  for (let count = 0; count < 3; count++) await done(await client.volumeBackups.runNow({ id: schedule }))
  const { backups } = await client.volumeBackups.list({ folder: schedules })
  expect(backups).toMatchObject([
    { volume: 'vb-small', schedule, left: 0 },
    { volume: 'vb-small', schedule },
  ])
  expect((await readdir(schedules)).length).toBe(4)
  await client.volumeBackups.unplan({ id: schedule })
  await expect(client.volumeBackups.runNow({ id: schedule })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
