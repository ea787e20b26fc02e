import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findPlace, packContext, readDockerfile } from '../../host/build/index.ts'
import { plantTree } from '../support/context-tree.ts'
import { tarList } from '../support/tar-list.ts'
import { type Sent, sentByCli } from './build/cli-context.ts'
import { IGNORE_FILES } from './build/ignore-files.ts'

let folder: string
let context: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-context-'))
  context = join(folder, 'context')
  await mkdir(context)
  await plantTree(context)
  await writeFile(join(folder, 'Outside'), 'FROM scratch\nCOPY . /\n')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** What we would send. */
async function sentByUs(file?: string): Promise<Sent> {
  try {
    const place = await findPlace(context, file, true)
    const { pieces, dockerfile } = packContext(place, await readDockerfile(place.dockerfile.path))
    return { entries: await tarList(pieces), dockerfile }
  } catch (error) {
    return { error: String(error) }
  }
}

/** The name of a Dockerfile from elsewhere is drawn by lot, and so is its time. */
function evened(sent: Sent): Sent {
  if ('error' in sent) return { error: 'refused' }
  const even = (text: string) => text.replace(/\.dockerfile\.[0-9a-f]{20}/, '.dockerfile.LOT')
  const entries = sent.entries
    .map(even)
    // Both write the ignore file anew, with the name drawn by lot in it.
    .map((line) => (/^\.dockerfile\.LOT /.test(line) ? line.replace(/ \d{10} {2}/, ' TIME  ') : line))
    .sort()
  return { entries, dockerfile: even(sent.dockerfile) }
}

test.each(IGNORE_FILES.map((text) => [JSON.stringify(text), text]))('.dockerignore %s', async (_, text) => {
  await writeFile(join(context, '.dockerignore'), text)
  expect(evened(await sentByUs())).toEqual(evened(await sentByCli(folder, [context])))
})

test.each(['docker/Dockerfile', 'docker/other.Dockerfile', 'a/Dockerfile'])('the Dockerfile %s', async (file) => {
  for (const text of ['', '*', 'docker', '**/Dockerfile', 'a/*', '*\n!a/b']) {
    await writeFile(join(context, '.dockerignore'), text)
    const cli = await sentByCli(folder, ['-f', join(context, file), context])
    expect(evened(await sentByUs(file)), text).toEqual(evened(cli))
  }
})

test.each(['', '*\n!a', undefined])('a Dockerfile outside, .dockerignore %j', async (text) => {
  const ignore = join(context, '.dockerignore')
  if (text === undefined) await rm(ignore, { force: true })
  else await writeFile(ignore, text)
  const outside = join(folder, 'Outside')
  const without = (sent: Sent): Sent => {
    const even = evened(sent)
    if ('error' in even) return even
    // Ours has a time and a mode of its own for the ignore file that is made up.
    return { ...even, entries: even.entries.map((line) => line.replace(/^(\.dockerignore file) .*$/, '$1')) }
  }
  expect(without(await sentByUs(outside))).toEqual(without(await sentByCli(folder, ['-f', outside, context])))
})
