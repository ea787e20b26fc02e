import { execFileSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Engine, type EngineAccess, startEngine } from '../support/engine.ts'
import { engineState, Known, type OpenHost, openHost } from '../support/host.ts'
import { makeImages, NOSHELL } from '../support/image.ts'
import { startPodman } from '../support/podman.ts'

describe.each([
  ['docker', startEngine],
  ['podman', startPodman],
] as const)('an image’s files on %s', (product, start: () => Promise<EngineAccess & Pick<Engine, 'stop'>>) => {
  let engine: Awaited<ReturnType<typeof start>>
  let host: OpenHost
  let folder: string
  let id: string

  beforeAll(async () => {
    engine = await start()
    await makeImages(engine)
    folder = mkdtempSync(join(tmpdir(), 'slipway-image-files-'))
    const root = join(folder, 'root')
    mkdirSync(join(root, 'data/deep'), { recursive: true })
    writeFileSync(join(root, 'data/text'), 'hello\n', { mode: 0o640 })
    writeFileSync(join(root, 'data/binary'), Buffer.from([1, 0, 2]))
    writeFileSync(join(root, 'data/large.txt'), Buffer.alloc(2_000_000, 'x'))
    writeFileSync(join(root, 'data/deep/inner'), 'inner\n')
    symlinkSync('../data/text', join(root, 'data/link'))
    const tar = join(folder, 'root.tar')
    execFileSync('tar', ['-cf', tar, '--owner=5', '--group=6', '-C', root, '.'])
    // Neither a shell nor anything to run, and a volume where the files are.
    await engine.docker('import', '--change', 'VOLUME /data', tar, 'files:1')
    id = await engine.docker('image', 'inspect', '--format', '{{.Id}}', 'files:1')
    host = await openHost(engine.address)
    await engineState(host, 'connected')
  }, 180_000)
  afterAll(async () => {
    await host?.close()
    await engine?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const of = (path: string) => ({
    engine: host.engine,
    source: { type: 'image' as const, id: /^sha256:/.test(id) ? id : `sha256:${id}` },
    path,
  })
  const files = () => host.client.files
  const containers = () => engine.docker('ps', '-aq')
  const given = async (path: string) => {
    const offered = await files().offer(of(path))
    const opened = await host.host.downloads.open(offered.path.replace('/download/', ''))
    if (!opened) throw new Error('nothing was offered')
    return { ...offered, bytes: await buffer(opened.body) }
  }

  test('a text is shown, links followed; what is large or no text is not', async () => {
    const known = Known.follow(host)
    await vi.waitFor(() => expect(known.snapshots).toBeGreaterThan(0))
    const owner = product === 'podman' ? {} : { uid: 5, gid: 6 }
    expect(await files().preview(of('/data/link'))).toMatchObject({
      kind: 'text',
      text: 'hello\n',
      entry: { mode: 0o640, ...owner },
    })
    expect(await files().preview(of('/data/binary'))).toMatchObject({ kind: 'other', why: 'binary' })
    expect(await files().preview(of('/data/large.txt'))).toMatchObject({ kind: 'other', why: 'large' })
    await expect(files().preview(of('/gone'))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    // What it is read by goes at once, is shown to nobody, and makes no volume.
    expect(await containers()).toBe('')
    expect(known.containers.size).toBe(0)
    expect(await engine.docker('volume', 'ls', '-q')).toBe('')
    known.stop()
  })

  test('a file comes down as it is, a folder with all in it', async () => {
    const { job, command } = await files().download({ ...of('/data'), to: folder, as: 'got', replace: false })
    expect((await host.host.jobs.ended(job)).outcome).toMatchObject({ state: 'done' })
    const got = join(folder, 'got')
    expect(readdirSync(got).sort()).toEqual(['binary', 'deep', 'large.txt', 'link', 'text'])
    expect(readFileSync(join(got, 'deep/inner'), 'utf8')).toBe('inner\n')
    expect(statSync(join(got, 'text')).mode & 0o777).toBe(0o640)
    expect((await given('/data/link')).bytes.toString()).toBe('hello\n')
    const packed = await given('/data')
    expect(packed.fileName).toBe('data.tar')
    expect(execFileSync('tar', ['-t'], { input: packed.bytes }).toString()).toContain('data/deep/inner\n')
    await vi.waitFor(async () => expect(await containers()).toBe(''))

    // The command that is told does the same, and leaves nothing either; Podman’s has volumes empty until they are used.
    if (product === 'podman') return
    const place = join(folder, 'by-hand')
    const [made, copied, removed] = command.replace(got, place).split(' && ')
    for (const line of [made, copied, removed]) await engine.docker(...(line ?? '').split(' ').slice(1))
    expect(readFileSync(join(place, 'deep/inner'), 'utf8')).toBe('inner\n')
    expect(await containers()).toBe('')
  })

  test('how much is known of it once its layers are read, and a download that is stopped leaves nothing', async () => {
    const { source, engine: on } = of('/')
    const { job } = await host.client.images.layers.read({ engine: on, id: source.id })
    if (job !== undefined) await host.host.jobs.ended(job)
    const { entries } = await host.client.images.layers.files({
      engine: on,
      id: source.id,
      path: '/data',
      changes: false,
      by: 'name',
      offset: 0,
      limit: 100,
    })
    expect(entries.find(({ name }) => name === 'text')).toMatchObject({ kept: true, modified: expect.any(Number) })
    const down = await files().download({ ...of('/data'), to: folder, as: 'stopped', replace: false })
    host.host.jobs.cancel(down.job)
    const { outcome, steps } = await host.host.jobs.ended(down.job)
    expect(outcome.state).toMatch(/cancelled|done/)
    if (outcome.state === 'cancelled') expect(readdirSync(folder)).not.toContain('stopped')
    expect(steps.every(({ total }) => total === undefined || total >= 2_000_000)).toBe(true)
    await vi.waitFor(async () => expect(await containers()).toBe(''))
  })

  test('an image without a shell is looked into, too', async () => {
    const noShell = await engine.docker('image', 'inspect', '--format', '{{.Id}}', NOSHELL)
    const at = { engine: host.engine, source: { type: 'image' as const, id: noShell }, path: '/sleep' }
    expect(await files().preview(at)).toMatchObject({ kind: 'other', entry: { type: 'file', mode: 0o755 } })
  })
})
