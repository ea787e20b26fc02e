import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildImage } from './build-image.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-build-image-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Runs a build that is such a script; gives what it was heard to do. */
async function build(script: string, signal = new AbortController().signal): Promise<string[]> {
  const builder = join(folder, 'builder.mjs')
  writeFileSync(builder, script)
  const heard: string[] = []
  await buildImage(builder, join(folder, 'out', 'amd64'), (doing) => heard.push(doing), signal)
  return heard
}

test('what it does is told, and where it puts the image is what was asked for', async () => {
  const heard = await build(`
    console.error('amd64: package 1 of 2, runc')
    console.error('amd64: package 2 of 2, ' + process.argv.slice(2).join(' '))
    console.log('amd64/kernel  12.2 MB  abc')
    console.error('amd64: packing all of it')`)
  expect(heard).toEqual(['package 1 of 2, runc', `package 2 of 2, --out ${join(folder, 'out')}`, 'packing all of it'])
})

test('an archive that can’t be reached is the reason, in its own words', async () => {
  const script = `
    console.error('amd64: package 1 of 2, runc')
    console.error('runc 1.1 can’t be had. Is Debian’s archive reachable?\\nhttp://deb.debian.org/x: apt-helper download-file x ended with 100: E: Failed to fetch x: no route to host')
    process.exitCode = 1`
  await expect(build(script)).rejects.toMatchObject({
    failure: {
      code: 'image-missing',
      problem: { why: 'Failed to fetch x: no route to host', next: /deb\.debian\.org/ },
      mends: [{ kind: 'start' }],
    },
  })
})

test('a tool that is missing is named; one that is given up ends', async () => {
  await expect(build(`console.error('mksquashfs is not installed.'); process.exitCode = 1`)).rejects.toMatchObject({
    failure: { problem: { why: 'mksquashfs is not installed.' } },
  })
  const stop = new AbortController()
  const building = build('setInterval(() => {}, 1000)', stop.signal)
  setTimeout(() => stop.abort(new Error('stopped')), 300)
  await expect(building).rejects.toThrow('stopped')
})
