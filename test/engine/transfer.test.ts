import { createHash } from 'node:crypto'
import { chmod, mkdtemp, open, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Job } from '../../contract/index.ts'
import { type Engine, startEngine } from '../support/engine.ts'
import { engineState, type OpenHost, openHost, readUntil } from '../support/host.ts'
import { BUSYBOX, makeImages, makeLayered, NOSHELL } from '../support/image.ts'
import { jobEnd, jobStates } from '../support/jobs.ts'
import { run } from '../support/run.ts'

const LAYERED = 'tar/layered:1'
let engine: Engine
let host: OpenHost
let folder: string

beforeAll(async () => {
  engine = await startEngine({ bridge: false })
  await makeImages(engine)
  await makeLayered(engine, LAYERED, BUSYBOX, [
    'dd if=/dev/urandom of=/large bs=1M count=8 2>/dev/null',
    'rm /large; echo hi > /small',
  ])
  host = await openHost(engine.address)
  await engineState(host, 'connected')
  folder = await mkdtemp(join(tmpdir(), 'slipway-tar-'))
}, 120_000)
afterAll(async () => {
  await host?.close()
  await engine?.stop()
  await rm(folder, { recursive: true, force: true })
})

const save = (images: string[], path: string, replace = false) =>
  host.client.images.save({ engine: host.engine, images, path, replace })
const load = (path: string) => host.client.images.load({ engine: host.engine, from: { path } })
const idOf = (name: string) => engine.docker('image', 'inspect', '-f', '{{.Id}}', name)
const ids = async () => (await engine.docker('images', '-aq', '--no-trunc')).split('\n').sort()
function result({ outcome }: Job) {
  if (outcome.state !== 'done') throw new Error(JSON.stringify(outcome))
  return outcome.result
}
const jobWhere = async (job: string, fits: (job: Job) => boolean) =>
  await readUntil(
    host.client,
    (stream, options) => host.client.jobs.watch({ stream }, options),
    (all) => all.some((one) => one.id === job && fits(one)),
    60_000,
  )

test('how large a saved file becomes is about what its layers hold, and said so', async () => {
  const id = await makeLayered(engine, 'grown:1', BUSYBOX, ['head -c 80000000 /dev/urandom > /grown'])
  const file = join(folder, 'grown.tar')
  const states = await jobStates(host, (await save(['grown:1'], file)).job)
  const { size: written } = await stat(file)
  const totals = states.flatMap(({ steps }) => steps).filter(({ total }) => total !== undefined)
  expect(totals.length).toBeGreaterThan(0)
  for (const { total, about } of totals) {
    expect(about).toBe(true)
    expect(Math.abs((total ?? 0) - written) / written).toBeLessThan(0.05)
  }
  await engine.docker('rmi', id)
})

test('images that were saved, removed and loaded are the same, with their names', async () => {
  const file = join(folder, 'two.tar')
  const before = [await idOf(LAYERED), await idOf(NOSHELL)]
  const { job, command } = await save([LAYERED, NOSHELL], file)
  expect(command).toBe(`docker save -o ${file} ${LAYERED} ${NOSHELL}`)
  const saved = await jobEnd(host, job)
  expect(saved).toMatchObject({ kind: 'save', title: 'Save 2 images' })
  const { size: written } = await stat(file)
  expect(result(saved)).toMatchObject({ file, bytes: written })
  await engine.docker('rmi', LAYERED, NOSHELL)
  await expect(idOf(LAYERED)).rejects.toThrow(/No such image/i)

  const loading = await load(file)
  expect(loading).toMatchObject({ command: `docker load -i ${file}` })
  const loaded = await jobEnd(host, loading.job)
  const { size } = await stat(file)
  expect(loaded).toMatchObject({ kind: 'load', title: 'Load two.tar' })
  expect(loaded.steps.find(({ id }) => id === 'tar file')).toMatchObject({ done: size, total: size })
  expect(result(loaded).loaded?.sort()).toEqual([LAYERED, NOSHELL].sort())
  expect([await idOf(LAYERED), await idOf(NOSHELL)]).toEqual(before)

  const deeds = await readUntil(
    host.client,
    (stream, options) => host.client.activity.watch({ stream }, options),
    (all) => all.some(({ command }) => command === loading.command),
  )
  expect(deeds.find(({ command }) => command === loading.command)).toMatchObject({
    problems: [],
    said: expect.stringContaining(LAYERED),
  })
})

test('what docker save wrote is loaded, packed by gzip, too, and what was saved here docker load takes', async () => {
  const theirs = join(folder, 'theirs.tar')
  await engine.docker('save', '-o', theirs, NOSHELL)
  const before = await idOf(NOSHELL)
  await engine.docker('rmi', NOSHELL)
  const packed = join(folder, 'theirs.tar.gz')
  await writeFile(packed, gzipSync(await readFile(theirs)))
  expect(result(await jobEnd(host, (await load(packed)).job)).loaded).toEqual([NOSHELL])
  expect(await idOf(NOSHELL)).toBe(before)

  const ours = join(folder, 'ours.tar')
  await jobEnd(host, (await save([NOSHELL], ours)).job)
  await engine.docker('rmi', NOSHELL)
  expect(await engine.docker('load', '-i', ours)).toContain(`Loaded image: ${NOSHELL}`)
  expect(await idOf(NOSHELL)).toBe(before)
})

test('an image by its id has no name afterwards, and is told by its id', async () => {
  const file = join(folder, 'id.tar')
  const id = await idOf(LAYERED)
  const { job, command } = await save([id], file)
  expect(command).toBe(`docker save -o ${file} ${id.slice(7, 19)}`)
  await jobEnd(host, job)
  expect(result(await jobEnd(host, (await load(file)).job)).loaded).toEqual([id])
})

test('a cancelled save leaves no file, and a cancelled load no image', async () => {
  const big = join(folder, 'big.tar')
  const before = await readdir(folder)
  const there = await ids()
  // A hole costs no disk, and takes long enough to read that the cancel comes in the middle.
  const files = await open(big, 'w')
  await files.write(await header('manifest.json', 40 * 1024 ** 3))
  await files.truncate(40 * 1024 ** 3)
  await files.close()
  const loading = await load(big)
  await jobWhere(loading.job, ({ steps }) => (steps[0]?.done ?? 0) > 0)
  await host.client.jobs.cancel({ job: loading.job })
  expect((await jobEnd(host, loading.job)).outcome.state).toBe('cancelled')
  expect(await ids()).toEqual(there)
  await rm(big)

  const saving = await save([LAYERED, BUSYBOX, NOSHELL], join(folder, 'cancelled.tar'))
  await host.client.jobs.cancel({ job: saving.job })
  expect((await jobEnd(host, saving.job)).outcome.state).toBe('cancelled')
  expect(await readdir(folder)).toEqual(before)
  expect(await engine.docker('version', '-f', '{{.Server.Os}}')).toBe('linux')
})

/** The header of one file in a tar, as GNU tar writes it. */
async function header(name: string, size: number): Promise<Buffer> {
  const block = Buffer.alloc(512)
  block.write(name, 0)
  block.write('0000644\0', 100)
  block.write('0000000\0', 108)
  block.write('0000000\0', 116)
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124)
  block.write('00000000000\0', 136)
  block.write('        ', 148)
  block.write('0', 156)
  block.write('ustar\u000000', 257)
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return block
}

test('an import makes the image that docker import makes', async () => {
  const root = join(folder, 'root.tar')
  const container = await engine.docker('create', LAYERED)
  await engine.docker('export', '-o', root, container)
  await engine.docker('rm', container)
  const changes = ['CMD ["sh", "-c", "a b"]', 'ENV A=1 B="x y"', 'EXPOSE 80/tcp']
  await engine.docker('import', ...changes.flatMap((change) => ['-c', change]), '-m', 'hello', root, 'tar/theirs:1')
  const { job, command } = await host.client.images.import({
    engine: host.engine,
    from: { path: root },
    reference: 'tar/ours:1',
    message: 'hello',
    changes,
  })
  expect(command).toContain(`docker import -m hello -c 'CMD ["sh", "-c", "a b"]'`)
  const ended = await jobEnd(host, job)
  expect(result(ended)).toEqual({ image: await idOf('tar/ours:1'), loaded: ['tar/ours:1'] })
  const facts = (name: string) =>
    engine.docker(
      'image',
      'inspect',
      '-f',
      '{{json .Config}} {{json .RootFS}} {{.Comment}} {{.Os}}/{{.Architecture}}',
      name,
    )
  expect(await facts('tar/ours:1')).toBe(await facts('tar/theirs:1'))
  expect(await engine.docker('run', '--rm', '--network', 'none', 'tar/ours:1', 'cat', '/small')).toBe('hi')
})

test('what is no tar, is cut short, is damaged, or has no images is each said in its own words', async () => {
  const good = join(folder, 'good.tar')
  await engine.docker('save', '-o', good, LAYERED)
  const there = await ids()
  const bytes = await readFile(good)
  const failing = async (name: string, content: Buffer) => {
    const file = join(folder, name)
    await writeFile(file, content)
    const { outcome } = await jobEnd(host, (await load(file)).job)
    if (outcome.state !== 'failed') throw new Error(`it was ${outcome.state}`)
    return `${outcome.code} ${outcome.problem.what.replace(`${folder}/`, '')} ${outcome.problem.why}`
  }
  expect(await failing('text.tar', Buffer.from('this is no tar\n'.repeat(100)))).toMatch(
    /^INVALID “text.tar” is no tar/,
  )
  expect(await failing('empty.tar', Buffer.alloc(0))).toMatch(/is no tar file. It is empty/)
  expect(await failing('cut.tar', bytes.subarray(0, bytes.length / 2))).toMatch(/“cut.tar” is cut short. It ends in/)
  const packed = gzipSync(bytes)
  expect(await failing('cut.tar.gz', packed.subarray(0, packed.length / 2))).toMatch(/“cut.tar.gz” is cut short/)
  expect(
    await failing('bad.tar.gz', Buffer.concat([packed.subarray(0, 100), Buffer.alloc(packed.length - 100, 7)])),
  ).toMatch(/“bad.tar.gz” is damaged/)
  const files = join(folder, 'files.tar')
  await run('tar', ['-C', folder, '-cf', files, 'text.tar'])
  expect(await failing('files.tar', await readFile(files))).toMatch(/“files.tar” has no images in it/)
  expect(await failing('files.tar.gz', gzipSync(await readFile(files)))).toMatch(/“files.tar.gz” has no images in it/)
  expect(await ids()).toEqual(there)
})

test('a file that is gone, is a folder, or became shorter is refused with its reason', async () => {
  await expect(load(join(folder, 'gone.tar'))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(load(folder)).rejects.toMatchObject({ code: 'INVALID' })
  const shrinking = join(folder, 'shrinking.tar')
  const file = await open(shrinking, 'w')
  await file.write(await header('manifest.json', 40 * 1024 ** 3))
  await file.truncate(40 * 1024 ** 3)
  await file.close()
  const { job } = await load(shrinking)
  await jobWhere(job, ({ steps }) => (steps[0]?.done ?? 0) > 0)
  await truncate(shrinking, 1024 ** 2)
  const { outcome } = await jobEnd(host, job)
  expect(outcome).toMatchObject({ state: 'failed', problem: { what: expect.stringMatching(/is cut short/) } })
})

test('a platform is refused by an engine that would overlook it', async () => {
  const refused = { code: 'UNSUPPORTED', problem: { why: expect.stringMatching(/1\.48/) } }
  const from = { path: join(folder, 'two.tar') }
  await expect(host.client.images.load({ engine: host.engine, from, platform: 'linux/arm64' })).rejects.toMatchObject({
    code: refused.code,
  })
  await expect(
    host.client.images.saveDownload({ engine: host.engine, images: [BUSYBOX], platform: 'linux/arm64' }),
  ).rejects.toMatchObject({ code: refused.code })
})

test('a download is the same bytes', async () => {
  const { path, fileName, command } = await host.client.images.saveDownload({ engine: host.engine, images: [NOSHELL] })
  expect({ fileName, command }).toEqual({
    fileName: 'noshell_1.tar',
    command: `docker save -o noshell_1.tar ${NOSHELL}`,
  })
  const download = await host.host.downloads.open(path.replace('/download/', ''))
  if (!download) throw new Error('there is no download')
  const hash = createHash('sha256')
  for await (const chunk of download.body) hash.update(chunk)
  const file = join(folder, 'same.tar')
  await engine.docker('save', '-o', file, NOSHELL)
  expect(hash.digest('hex')).toBe(
    createHash('sha256')
      .update(await readFile(file))
      .digest('hex'),
  )
})

test.skipIf(process.getuid?.() === 0)('a file that may not be read is said as that', async () => {
  const secret = join(folder, 'secret.tar')
  await writeFile(secret, 'x')
  await chmod(secret, 0)
  await expect(load(secret)).rejects.toMatchObject({ code: 'PERMISSION_DENIED' })
})
