import { execFileSync } from 'node:child_process'
import {
  chmodSync,
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
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { OpenSource } from '../../contract/index.ts'
import { type Engine, type EngineAccess, startEngine } from '../support/engine.ts'
import { engineState, type OpenHost, openHost } from '../support/host.ts'
import { BUSYBOX, makeImages, NOSHELL } from '../support/image.ts'
import { startPodman } from '../support/podman.ts'

const FILL = `
  mkdir -p /srv/tree/deep; cd /srv/tree; echo 'hello' > text; chown 5:6 text; chmod 4640 text; ln -s text link
  ln -s deep to-deep; ln -s nowhere broken; mkfifo pipe; echo inner > deep/inner; printf 'a\\0b' > binary; touch -d '2001-02-03 04:05:06' deep/inner
  i=0; while [ $i -lt 300 ]; do echo $i > many-$i; i=$((i+1)); done`

describe.each([
  ['docker', startEngine],
  ['podman', startPodman],
] as const)('on %s', (product, start: () => Promise<EngineAccess & Pick<Engine, 'stop'>>) => {
  let engine: Awaited<ReturnType<typeof start>>
  let host: OpenHost
  let folder: string
  const sources: Record<string, OpenSource> = {}

  beforeAll(async () => {
    engine = await start()
    await makeImages(engine)
    host = await openHost(engine.address)
    await engineState(host, 'connected')
    const running = await engine.docker(
      'run',
      '-d',
      '--name',
      'running',
      BUSYBOX,
      'sh',
      '-c',
      `${FILL}; touch /ready; sleep 10000`,
    )
    const stopped = await engine.docker('run', '-d', '--name', 'stopped', BUSYBOX, 'sh', '-c', FILL)
    await engine.docker('wait', stopped)
    await vi.waitFor(() => engine.docker('exec', running, 'ls', '/ready'), 20_000)
    await engine.docker('run', '--rm', '-v', 'data:/srv', BUSYBOX, 'sh', '-c', FILL)
    sources.running = { type: 'container', id: running }
    sources.stopped = { type: 'container', id: stopped }
    sources.volume = { type: 'volume', name: 'data' }
  }, 180_000)
  afterAll(async () => {
    await host?.close()
    await engine?.stop()
  })
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'slipway-files-'))
    return () => rmSync(folder, { recursive: true, force: true })
  })

  const files = () => host.client.files
  const of = (kind: string) => {
    const source = sources[kind]
    if (!source) throw new Error(`there is no ${kind}`)
    return { engine: host.engine, source }
  }
  const rootOf = (kind: string) => (kind === 'volume' ? '/tree' : '/srv/tree')
  const done = async ({ job }: { job: string }) => {
    const { outcome } = await host.host.jobs.ended(job)
    if (outcome.state !== 'done') throw new Error(JSON.stringify(outcome))
    return outcome.result
  }

  describe.each(['running', 'stopped', 'volume'])('%s', (kind) => {
    test('a folder tells everything of what is in it', async () => {
      const { entries, command } = await files().list({ ...of(kind), path: rootOf(kind) })
      const byName = new Map(entries.map((entry) => [entry.name, entry]))
      expect(entries).toHaveLength(307)
      // Podman’s archives make everything root’s.
      const owner = product === 'podman' && kind === 'stopped' ? { uid: 0, gid: 0 } : { uid: 5, gid: 6 }
      expect(byName.get('text')).toMatchObject({ type: 'file', size: 6, mode: 0o4640, ...owner })
      expect(byName.get('link')).toMatchObject({ type: 'link', target: 'text', leads: 'file' })
      expect(byName.get('to-deep')).toMatchObject({ type: 'link', leads: 'folder' })
      expect(byName.get('broken')?.leads).toBeUndefined()
      expect(byName.get('pipe')).toMatchObject({ type: 'pipe' })
      expect(command).toContain(kind === 'stopped' ? '| tar -tv' : 'ls -la')
      const inner = await files().list({ ...of(kind), path: `${rootOf(kind)}/to-deep` })
      expect(inner.entries).toMatchObject([{ name: 'inner', modified: Date.UTC(2001, 1, 3, 4, 5, 6) }])
      await expect(files().list({ ...of(kind), path: '/gone' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    })

    test('a text is shown and saved, with its mode and owner; a change meanwhile is noticed', async () => {
      const path = `${rootOf(kind)}/link`
      const shown = await files().preview({ ...of(kind), path })
      if (shown.kind !== 'text') throw new Error(shown.kind)
      if (product === 'podman' && kind === 'stopped') {
        const saving = files().write({ ...of(kind), path, text: 'changed', expected: shown.stamp })
        await expect(saving).rejects.toMatchObject({ code: 'UNSUPPORTED' })
        return
      }
      expect(shown).toMatchObject({ text: 'hello\n', entry: { mode: 0o4640, uid: 5, gid: 6 } })
      const { stamp } = await files().write({ ...of(kind), path, text: 'changed', expected: shown.stamp })
      await expect(files().write({ ...of(kind), path, text: 'late', expected: shown.stamp })).rejects.toMatchObject({
        code: 'CONFLICT',
      })
      const again = await files().preview({ ...of(kind), path })
      expect(again).toMatchObject({ kind: 'text', text: 'changed', stamp, entry: { mode: 0o4640, uid: 5, gid: 6 } })
      await files().write({ ...of(kind), path, text: 'hello\n', expected: 'any' })
      expect(await files().preview({ ...of(kind), path: `${rootOf(kind)}/binary` })).toMatchObject({ why: 'binary' })
    })

    test('files and folders come down as they are', async () => {
      const result = await done(await files().download({ ...of(kind), path: rootOf(kind), to: folder, replace: false }))
      expect(result).toMatchObject({ file: join(folder, 'tree'), left: 1 })
      expect(readdirSync(join(folder, 'tree'))).toHaveLength(306)
      expect(readFileSync(join(folder, 'tree/deep/inner'), 'utf8')).toBe('inner\n')
      expect(statSync(join(folder, 'tree/deep/inner')).mtimeMs).toBe(Date.UTC(2001, 1, 3, 4, 5, 6))
      expect(statSync(join(folder, 'tree/text')).mode & 0o7777).toBe(0o640)
      await expect(
        files().download({ ...of(kind), path: rootOf(kind), to: folder, replace: false }),
      ).rejects.toMatchObject({ code: 'CONFLICT' })
      await done(
        await files().download({
          ...of(kind),
          path: `${rootOf(kind)}/deep/inner`,
          to: folder,
          as: 'tree',
          replace: true,
        }),
      )
      expect(readFileSync(join(folder, 'tree'), 'utf8')).toBe('inner\n')
      expect(readdirSync(folder)).toEqual(['tree'])
    })

    test('a browser gets a file as it is and a folder as a tar', async () => {
      const file = await files().offer({ ...of(kind), path: `${rootOf(kind)}/deep/inner` })
      expect(file.fileName).toBe('inner')
      const opened = await host.host.downloads.open(file.path.replace('/download/', ''))
      expect(opened && (await buffer(opened.body)).toString()).toBe('inner\n')
      // Of a link, what it leads to.
      const linked = await files().offer({ ...of(kind), path: `${rootOf(kind)}/link` })
      const ended = await host.host.downloads.open(linked.path.replace('/download/', ''))
      expect(ended && (await buffer(ended.body)).toString()).toBe('hello\n')
      const tar = await files().offer({ ...of(kind), path: rootOf(kind) })
      const packed = await host.host.downloads.open(tar.path.replace('/download/', ''))
      expect(tar.fileName).toBe('tree.tar')
      const listed = execFileSync('tar', ['-t'], { input: packed && (await buffer(packed.body)) }).toString()
      expect(listed).toContain('tree/deep/inner\n')
    })

    test('files and folders go up, from this computer and from a browser', async () => {
      const made = join(folder, 'made')
      mkdirSync(join(made, 'sub'), { recursive: true })
      writeFileSync(join(made, 'sub/run.sh'), 'echo hi\n')
      chmodSync(join(made, 'sub/run.sh'), 0o750)
      writeFileSync(join(made, 'empty'), '')
      symlinkSync('sub/run.sh', join(made, 'link'))
      const at = { ...of(kind), path: `${rootOf(kind)}/deep` }
      await done(await files().upload({ ...at, paths: [made], replace: false }))
      const { entries } = await files().list({ ...at, path: `${at.path}/made` })
      expect(entries.map(({ name, type, size }) => `${name} ${type} ${size}`)).toEqual(
        expect.arrayContaining([
          'empty file 0',
          expect.stringContaining('link link'),
          expect.stringContaining('sub folder'),
        ]),
      )
      expect((await files().list({ ...at, path: `${at.path}/made/sub` })).entries).toMatchObject([
        { mode: 0o750, size: 8 },
      ])
      await expect(files().upload({ ...at, paths: [made], replace: false })).rejects.toMatchObject({ code: 'CONFLICT' })

      const sent = [
        { path: 'web/one', size: 5, modified: 1e12 },
        { path: 'web/none', size: 0, modified: 1e12 },
        { path: 'web/two', size: 300_000, modified: 1e12 },
      ]
      const body = Buffer.concat([Buffer.from('first'), Buffer.alloc(300_000, 'x')])
      const { upload, job } = await files().receive({ ...at, files: sent, folders: ['web/hollow'], replace: false })
      expect(
        host.host.uploads.take(upload.replace('/upload/', ''), Readable.from([body.subarray(0, 7), body.subarray(7)])),
      ).toBe(true)
      expect(await done({ job })).toMatchObject({ bytes: 300_005 })
      const web = await files().list({ ...at, path: `${at.path}/web` })
      expect(web.entries.map(({ name, size, type }) => (type === 'file' ? `${name} ${size}` : name)).sort()).toEqual([
        'hollow',
        'none 0',
        'one 5',
        'two 300000',
      ])
      expect(await files().preview({ ...at, path: `${at.path}/web/one` })).toMatchObject({ text: 'first' })
      await expect(
        files().receive({ ...at, files: [{ path: '../up', size: 1, modified: 0 }], folders: [], replace: false }),
      ).rejects.toMatchObject({ code: 'INVALID' })
      // One that breaks off is told.
      const half = await files().receive({
        ...at,
        files: [{ path: 'half', size: 100, modified: 0 }],
        folders: [],
        replace: false,
      })
      host.host.uploads.take(half.upload.replace('/upload/', ''), Readable.from([Buffer.from('short')]))
      expect((await host.host.jobs.ended(half.job)).outcome).toMatchObject({
        state: 'failed',
        problem: { what: 'The upload of “half” broke off.' },
      })
    })

    test('a folder is made; names are changed and removed where that can be, and it is said where not', async () => {
      const at = { ...of(kind), path: `${rootOf(kind)}/new folder` }
      expect(await files().makeFolder(at)).toMatchObject({ command: expect.stringContaining('mkdir') })
      await expect(files().makeFolder(at)).rejects.toMatchObject({ code: 'CONFLICT' })
      const { fixed } = await files().list({ ...at, path: rootOf(kind) })
      if (kind === 'stopped') {
        expect(fixed).toContain('does not run')
        await expect(files().rename({ ...at, to: 'other' })).rejects.toMatchObject({ code: 'UNSUPPORTED' })
        return
      }
      expect(fixed).toBeUndefined()
      await files().rename({ ...at, to: 'other' })
      await expect(files().rename({ ...at, path: `${rootOf(kind)}/other`, to: 'text' })).rejects.toMatchObject({
        code: 'CONFLICT',
      })
      const names = ['other', 'to-deep', 'many-0']
      expect(await files().measure({ ...at, path: rootOf(kind), names })).toEqual({
        entries: 3,
        bytes: expect.any(Number),
      })
      await files().remove({ ...at, path: rootOf(kind), names })
      const left = await files().list({ ...at, path: rootOf(kind) })
      expect(left.entries.filter(({ name }) => names.includes(name))).toEqual([])
      expect((await files().list({ ...at, path: `${rootOf(kind)}/deep` })).entries).not.toEqual([])
    })
  })

  test('a container without a shell is looked into, running or not', async () => {
    const id = await engine.docker('run', '-d', NOSHELL)
    const source = { type: 'container' as const, id }
    const at = { engine: host.engine, source, path: '/' }
    expect((await files().list(at)).entries.map(({ name }) => name)).toContain('sleep')
    await files().makeFolder({ ...at, path: '/made' })
    await files().rename({ ...at, path: '/made', to: 'renamed' })
    await engine.docker('kill', id)
    await vi.waitFor(async () => expect((await files().list(at)).fixed).toBeDefined())
    expect((await files().list(at)).entries.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['renamed', 'sleep']),
    )
    await engine.docker('rm', '-f', id)
  })
})
