import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ImageEntry, ImageTarget, Job } from '../../contract/index.ts'
import { EngineClient, parseEndpoint } from '../../host/engine/index.ts'
import { pathText, TarScanner } from '../../host/tar/index.ts'
import { type Engine, startEngine } from '../support/engine.ts'
import { engineState, type OpenHost, openHost, readUntil } from '../support/host.ts'
import { BUSYBOX, makeImages, makeLayered } from '../support/image.ts'

let engine: Engine
let host: OpenHost

beforeAll(async () => {
  engine = await startEngine({ bridge: false })
  await makeImages(engine)
  host = await openHost(engine.address)
  await engineState(host, 'connected')
})
afterAll(async () => {
  await host?.close()
  await engine?.stop()
})

/** Steps that leave nothing of what layers can do undone. */
const STEPS = [
  'mkdir -p /data/sub /opaque/deep /linked; for n in 1 2 3; do head -c ${n}000 /dev/urandom > /data/f$n; done; echo x > /opaque/deep/old; echo y > /opaque/old',
  'rm /data/f1; head -c 5000 /dev/urandom > /data/f2; echo new > /data/sub/new; chmod 700 /data/sub',
  'rm -rf /opaque; mkdir /opaque; echo fresh > /opaque/fresh',
  'head -c 4000 /dev/urandom > /linked/one; ln /linked/one /linked/two; ln -s ../data /linked/sym; mkfifo /linked/pipe',
  'rm /linked/one; rm -rf /data/sub; echo file > /data/sub; rm /data/f3; mkdir /data/f3; echo in > /data/f3/in',
  'i=0; mkdir /many; while [ $i -lt 10000 ]; do : > /many/file-$i; i=$((i+1)); done',
  String.raw`mkdir -p /hostile; cd /hostile; touch "$(printf 'new\nline')" '<img src=x onerror=alert(1)>' "$(printf 'not\377utf8')" '..hidden' ' ' 'a"b' "$(printf '%0200d' 0)"; mkdir -p "$(printf '%0120d/%0120d' 1 2)"; echo deep > "$(printf '%0120d/%0120d/%090d' 1 2 3)"`,
]

async function read(id: string): Promise<Job | undefined> {
  const { client } = host
  const { job } = await client.images.layers.read({ engine: host.engine, id })
  if (job === undefined) return undefined
  const jobs = await readUntil(
    client,
    (stream, options) => client.jobs.watch({ stream }, options),
    (all) => all.some((one) => one.id === job && one.outcome.state !== 'running'),
    60_000,
  )
  return jobs.find((one) => one.id === job)
}

/** Every path of the merged tree, gone through folder by folder as the page does. */
async function walk(id: string, path = '/', changes = false, layer?: number): Promise<ImageEntry[]> {
  const view = { engine: host.engine, id, path, changes, by: 'name' as const, ...(layer !== undefined && { layer }) }
  const found: ImageEntry[] = []
  for (let total = 1; found.length < total; ) {
    const page = await host.client.images.layers.files({ ...view, offset: found.length, limit: 1_000 })
    total = page.total
    found.push(...page.entries)
    if (page.entries.length === 0) break
  }
  const deeper = await Promise.all(
    found.filter(({ type }) => type === 'folder').map((one) => walk(id, one.path, changes, layer)),
  )
  return [...found, ...deeper.flat()]
}

/** What `docker export` of a container of the image has: its tar, listed by the scanner’s own rules for names. */
async function exported(image: string): Promise<string[]> {
  const container = await engine.docker('create', image, 'x')
  const child = spawn('docker', ['-H', engine.address, 'export', container], { stdio: ['ignore', 'pipe', 'inherit'] })
  const found: string[] = []
  const scanner = new TarScanner(({ path, type, size, mode }) => {
    found.push(`${type} ${path.replace(/\/$/, '')} ${size} ${mode.toString(8)}`)
    return undefined
  }, pathText)
  for await (const chunk of child.stdout) scanner.push(chunk)
  await engine.docker('rm', container)
  return found
}

test('the merged tree is what docker export gives, the sizes are what docker history says', async () => {
  const image = await makeLayered(engine, 'layered:1', BUSYBOX, STEPS)
  expect((await read(image))?.outcome).toMatchObject({ state: 'done', result: { image } })
  expect(await host.client.images.layers.read({ engine: host.engine, id: image })).toEqual({
    command: 'docker save layered:1 | tar -t',
  })
  // A container has these of the engine, not of the image.
  const given = /^\S+ (dev|proc|sys|etc\/(hosts|hostname|resolv\.conf|mtab)|\.dockerenv)(\/| |$)/
  const ours = (await walk(image))
    .filter(({ change }) => change !== 'deleted')
    .map(({ type, path, bytes, mode }) => {
      const size = type === 'file' ? bytes : 0
      return `${type} ${path.slice(1)} ${size} ${mode.toString(8)}`
    })
  const theirs = await exported('layered:1')
  // The export names the first link of a content by its order, not by who came first.
  const plain = (list: string[]) =>
    list
      .filter((line) => !given.test(line))
      .map((line) => line.replace(/^(?:link|file) (linked\/\S+) \d+/, 'name $1'))
      .sort()
  expect(plain(ours)).toEqual(plain(theirs))
  expect(ours.length).toBeGreaterThan(10_000)

  const analysis = await host.client.images.layers.analysis({ engine: host.engine, id: image })
  const sizes = (await engine.docker('history', '--human=false', '--format', '{{.Size}}', 'layered:1')).split('\n')
  expect(analysis.layers.map(({ bytes }) => String(bytes))).toEqual(sizes.reverse())
  const detail = await host.client.images.inspect({ engine: host.engine, id: image })
  expect(detail.layers.map(({ layer, size }) => [layer, String(size)])).toEqual(sizes.map((size, at) => [at, size]))
  expect(analysis.wasted).toBeGreaterThan(1_000 + 2_000 + 3_000)
  expect(analysis.wastedFiles.slice(0, 3).map(({ path, bytes }) => [path, bytes])).toEqual([
    ['/data/f3', 3_000],
    ['/data/f2', 2_000],
    ['/data/f1', 1_000],
  ])
  await engine.docker('rmi', '-f', 'layered:1')
}, 120_000)

test('what a layer did is what docker diff said before it was made one', async () => {
  const steps = STEPS.slice(0, 3)
  const image = await makeLayered(engine, 'differing:1', BUSYBOX, steps)
  await read(image)
  for (const [index, step] of steps.entries()) {
    const below = index === 0 ? BUSYBOX : `differing-${index}:1`
    if (index > 0) await makeLayered(engine, below, BUSYBOX, steps.slice(0, index))
    const container = await engine.docker('run', '-d', '--network', 'none', below, 'sh', '-c', step)
    await engine.docker('wait', container)
    const theirs = (await engine.docker('diff', container)).split('\n').filter((line) => !/^C/.test(line))
    await engine.docker('rm', container)
    const ours = (await walk(image, '/', true, index + 1))
      .filter(({ change }) => change === 'added' || change === 'deleted')
      .map(({ change, path }) => `${change === 'added' ? 'A' : 'D'} ${path}`)
    // docker diff names a folder that was taken away, not what was in it.
    const whole = theirs.flatMap((line) => (line.startsWith('D ') ? [line.slice(2)] : []))
    const shown = ours.filter((line) => !whole.some((path) => line.startsWith(`D ${path}/`)))
    if (index < 2) expect(shown.sort()).toEqual(theirs.sort())
    else expect(shown.sort()).toEqual(['A /opaque/fresh', 'D /opaque/deep', 'D /opaque/old'])
  }
}, 60_000)

test('reading can be stopped, and an image that is not there says so', async () => {
  const { client } = host
  const image = await engine.docker('image', 'inspect', '-f', '{{.Id}}', BUSYBOX)
  const { job = '' } = await client.images.layers.read({ engine: host.engine, id: image })
  await client.jobs.cancel({ job })
  const [one] = await readUntil(
    client,
    (stream, options) => client.jobs.watch({ stream }, options),
    (all) => all.some(({ id, outcome }) => id === job && outcome.state !== 'running'),
  ).then((jobs) => jobs.filter(({ id }) => id === job))
  expect(one?.outcome.state).toBe('cancelled')
  await expect(client.images.layers.analysis({ engine: host.engine, id: image })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
  expect((await read(`sha256:${'0'.repeat(64)}`))?.outcome).toMatchObject({ state: 'failed' })
})

type Usage = { LayersSize: number }

async function layersSize(): Promise<number> {
  const client = new EngineClient(parseEndpoint(engine.address))
  try {
    const text = await client.text('GET', '/system/df')
    const usage: Usage = JSON.parse(text)
    return usage.LayersSize
  } finally {
    client.close()
  }
}

/** Images with parents, several names, containers on them; `salt` keeps them apart from those of other runs. */
async function crowd(salt: string): Promise<string[]> {
  const base = await makeLayered(engine, `${salt}/base:1`, BUSYBOX, [`head -c 30000 /dev/urandom > /${salt}`])
  const child = await makeLayered(engine, `${salt}/child:1`, `${salt}/base:1`, ['head -c 2000 /dev/urandom > /c1'])
  await engine.docker('tag', `${salt}/child:1`, `${salt}/child:2`)
  const bare = await makeLayered(engine, undefined, `${salt}/child:1`, ['head -c 500 /dev/urandom > /b1'])
  const two = await makeLayered(engine, `${salt}/two:1`, `${salt}/base:1`, [
    'echo 1 > /1',
    'echo 22 > /2',
    'echo 333 > /3',
  ])
  const busy = await makeLayered(engine, `${salt}/busy:1`, `${salt}/base:1`, ['echo busy > /busy'])
  const idle = await makeLayered(engine, `${salt}/idle:1`, `${salt}/base:1`, ['echo idle > /idle'])
  await engine.docker('run', '-d', '--network', 'none', '--name', `${salt}-run`, `${salt}/busy:1`, 'sleep', '1000')
  await engine.docker('create', '--name', `${salt}-stopped`, `${salt}/idle:1`, 'x')
  return [base, child, bare, two, busy, idle]
}

test.each([false, true])(
  'what removing is said to do is what the engine does, force %s',
  async (force) => {
    const { client } = host
    const salt = `c${randomBytes(3).toString('hex')}`
    const [base = '', child = '', bare = '', two = '', busy = '', idle = ''] = await crowd(salt)
    const targets: ImageTarget[] = [
      { id: base, reference: `${salt}/base:1` },
      { id: busy, reference: `${salt}/busy:1` },
      { id: busy },
      { id: idle, reference: `${salt}/idle:1` },
      { id: idle },
      { id: child },
      { id: child, reference: `${salt}/child:1` },
      { id: bare },
      { id: child, reference: `${salt}/child:2` },
      { id: two, reference: `${salt}/two:1` },
    ]
    for (const target of targets) {
      const promised = await client.images.losses({ engine: host.engine, targets: [target], force })
      const before = await layersSize()
      const images = async () => (await engine.docker('images', '-aq', '--no-trunc')).split('\n')
      const [there, tags] = [await images(), await engine.docker('images', '--format', '{{.Repository}}:{{.Tag}}')]
      const outcome = await client.images.remove({ engine: host.engine, targets: [target], force })
      const left = new Set(await images())
      const leftTags = new Set((await engine.docker('images', '--format', '{{.Repository}}:{{.Tag}}')).split('\n'))
      const [one] = promised
      // What a stopped container keeps on the disk, the engine’s figure leaves out.
      const held = target.id === idle && one?.deleted.includes(idle)
      expect(one?.freed).toBe(held ? 0 : before - (await layersSize()))
      expect(one?.deleted.toSorted()).toEqual([...new Set(there)].filter((id) => !left.has(id)).sort())
      const goneTags = [...new Set(tags.split('\n'))].filter((tag) => !leftTags.has(tag) && !tag.includes('<none>'))
      expect(one?.untagged.filter((name) => !name.includes('@')).sort()).toEqual(goneTags.sort())
      const known = there.includes(target.id)
      if (known) expect(outcome.failed.length > 0).toBe(one?.refused !== undefined)
      if (one?.refused) {
        const { why, inTheWay } = one.refused
        const said = {
          running: 'running container|using its',
          stopped: 'stopped container|using its',
          child: 'child',
          'several-names': 'multiple',
          gone: '',
        }
        expect(outcome.failed[0]?.problem.why).toMatch(new RegExp(said[why]))
        expect(inTheWay.length).toBeGreaterThan(0)
      }
    }
    await engine.docker('rm', '-f', `${salt}-run`, `${salt}-stopped`)
  },
  120_000,
)

test('several at once: children first, and parents that go along are no failure', async () => {
  const { client } = host
  const salt = `s${randomBytes(3).toString('hex')}`
  const ids = await crowd(salt)
  await engine.docker('rm', '-f', `${salt}-run`, `${salt}-stopped`)
  const names = ['base:1', 'child:1', 'child:2', 'two:1', 'busy:1', 'idle:1']
  const [base = '', child = '', bare = '', two = '', busy = '', idle = ''] = ids
  const owners = [base, child, child, two, busy, idle]
  const targets = [...names.map((name, at) => ({ id: owners[at] ?? '', reference: `${salt}/${name}` })), { id: bare }]
  const promised = await client.images.losses({ engine: host.engine, targets, force: false })
  const before = await layersSize()
  const outcome = await client.images.remove({ engine: host.engine, targets, force: false })
  expect(outcome.failed).toEqual([])
  expect(promised.filter(({ refused }) => refused)).toEqual([])
  expect(promised.reduce((sum, { freed }) => sum + freed, 0)).toBe(before - (await layersSize()))
  expect(await engine.docker('images', '-q', `${salt}/*`)).toBe('')
}, 60_000)

test('sizes are those of docker system df -v, and follow the images', async () => {
  const { client } = host
  const image = await makeLayered(engine, 'sized:1', BUSYBOX, ['head -c 12345 /dev/urandom > /x'])
  await new Promise((resolve) => setTimeout(resolve, 300))
  const { sizes } = await client.images.sizes({ engine: host.engine })
  const own = sizes.find(({ id }) => id === image)
  expect(own?.unique).toBe(12_345)
  const busybox = await engine.docker('image', 'inspect', '-f', '{{.Id}} {{.Size}}', BUSYBOX)
  const [id, size] = busybox.split(' ')
  expect(own?.shared).toBe(Number(size))
  expect(sizes.find((one) => one.id === id)).toEqual({ id, shared: Number(size), unique: 0 })
  await engine.docker('rmi', 'sized:1')
})
