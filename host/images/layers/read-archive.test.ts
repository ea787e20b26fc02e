import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { type Entry, tarOf } from '../../../test/support/tar.ts'
import { readArchive } from './read-archive.ts'

const json = (value: unknown) => JSON.stringify(value)
const LOWER = tarOf([
  { name: 'a', content: 'x'.repeat(3_000) },
  { name: 'b', content: 'y' },
])
const UPPER = tarOf([{ name: '.wh.a' }])
const EMPTY = Buffer.alloc(1_024)

async function paths(entries: readonly Entry[], step = 700): Promise<string[][]> {
  const bytes = tarOf(entries)
  async function* chunks() {
    // Each with memory of its own, as a socket’s are.
    for (let at = 0; at < bytes.length; at += step)
      yield Buffer.from(Uint8Array.from(bytes.subarray(at, at + step)).buffer)
  }
  return (await readArchive(Readable.from(chunks(), { objectMode: false }))).map((layer) =>
    layer.map(({ path }) => path),
  )
}

const manifest = (layers: string[]): Entry => ({
  name: 'manifest.json',
  content: json([{ Config: 'c.json', RepoTags: null, Layers: layers }]),
})

test('Docker’s layout: the manifest first or last, a layer that is a link to another', async () => {
  const files: Entry[] = [
    { name: '2/', type: '5' },
    { name: '2/layer.tar', content: UPPER },
    { name: '2/VERSION', content: '1.0' },
    { name: '1/layer.tar', content: LOWER },
    { name: '3/layer.tar', type: '2', target: '../2/layer.tar' },
    { name: '4/layer.tar', content: EMPTY },
    { name: 'c.json', content: '{}' },
  ]
  const order = manifest(['1/layer.tar', '2/layer.tar', '3/layer.tar', '4/layer.tar'])
  const layers = [['a', 'b'], ['.wh.a'], ['.wh.a'], []]
  for (const step of [100, 512, 100_000]) {
    expect(await paths([...files, order], step)).toEqual(layers)
    expect(await paths([order, ...files], step)).toEqual(layers)
  }
})

function blob(content: Buffer | string): { entry: Entry; digest: string } {
  const hex = createHash('sha256').update(content).digest('hex')
  return { entry: { name: `blobs/sha256/${hex}`, content }, digest: `sha256:${hex}` }
}

test.each([
  ['as they are', (bytes: Buffer) => bytes],
  ['by gzip', (bytes: Buffer) => gzipSync(bytes)],
  ['by zstd', (bytes: Buffer) => zstdCompressSync(bytes)],
])('OCI’s layout, layers packed %s, for the platform that is there', async (_how, pack) => {
  const [lower, upper] = [blob(pack(LOWER)), blob(pack(UPPER))]
  const absent = blob(json({ layers: [{ digest: `sha256:${'0'.repeat(64)}` }] }))
  const own = blob(json({ config: {}, layers: [{ digest: lower.digest }, { digest: upper.digest }] }))
  const platforms = blob(json({ manifests: [{ digest: absent.digest }, { digest: own.digest }] }))
  const index: Entry = { name: 'index.json', content: json({ manifests: [{ digest: platforms.digest }] }) }
  const blobs = [upper, own, lower, platforms, absent].map(({ entry }) => entry)
  const layout: Entry = { name: 'oci-layout', content: '{"imageLayoutVersion":"1.0.0"}' }
  for (const step of [64, 100_000]) {
    expect(await paths([layout, ...blobs, index], step)).toEqual([['a', 'b'], ['.wh.a']])
    expect(await paths([index, ...blobs, layout], step)).toEqual([['a', 'b'], ['.wh.a']])
  }
})

test('a large layer that packs small takes no memory', async () => {
  const bytes = Buffer.alloc(128 << 20)
  const layer = blob(gzipSync(Buffer.concat([tarOf([{ name: 'zeros', size: bytes.length }], false), bytes])))
  const before = process.memoryUsage().rss
  const found = await paths([layer.entry, manifest([layer.entry.name.toString()])], 65_536)
  expect(found).toEqual([['zeros']])
  expect(process.memoryUsage().rss - before).toBeLessThan(100 << 20)
}, 30_000)

test.each<[string, Entry[]]>([
  ['no manifest', [{ name: '1/layer.tar', content: LOWER }]],
  ['a layer that is not there', [manifest(['1/layer.tar'])]],
  ['a manifest that is none', [{ name: 'manifest.json', content: '{"broken' }]],
  [
    'links in a circle',
    [manifest(['a']), { name: 'a', type: '2', target: 'b' }, { name: 'b', type: '2', target: 'a' }],
  ],
  ['a layer that is cut', [manifest(['1']), { name: '1', content: LOWER.subarray(0, 1_200) }]],
  ['a packed layer that is cut', [manifest(['1']), { name: '1', content: gzipSync(LOWER).subarray(0, 40) }]],
  ['a packed layer that is noise', [manifest(['1']), { name: '1', content: gzipSync(Buffer.alloc(2_000, 'noise')) }]],
])('%s is said', async (_what, entries) => {
  await expect(paths(entries)).rejects.toMatchObject({ name: 'BrokenTar' })
})

test('what is read stops with the stream', async () => {
  async function* broken() {
    yield tarOf([{ name: 'x', content: gzipSync(LOWER) }], false)
    throw new Error('the line broke')
  }
  await expect(readArchive(Readable.from(broken(), { objectMode: false }))).rejects.toThrow('the line broke')
})
