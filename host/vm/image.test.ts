import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readImage } from './image.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-image-'))
  const files = ['kernel', 'initramfs', 'root.squashfs.zst'].map((name) => {
    writeFileSync(join(folder, name), `the ${name}`)
    return { name, bytes: 4 + name.length, sha256: createHash('sha256').update(`the ${name}`).digest('hex') }
  })
  writeFileSync(
    join(folder, 'image.json'),
    JSON.stringify({
      architecture: 'amd64',
      recipe: 'r1',
      commandLine: { always: 'quiet', emulated: '' },
      files,
      unpacked: [],
    }),
  )
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a whole one is read, and its hashes are looked at once', async () => {
  const { image, checked } = await readImage(folder, true)
  expect(image).toMatchObject({ recipe: 'r1', kernel: join(folder, 'kernel') })
  // Were it read again, then this would be noticed; its size and its time say that nothing was changed.
  const time = new Date(1000)
  utimesSync(join(folder, 'kernel'), time, time)
  const again = await readImage(folder, true, checked)
  writeFileSync(join(folder, 'kernel'), 'THE KERNEL')
  utimesSync(join(folder, 'kernel'), time, time)
  await expect(readImage(folder, true, again.checked)).resolves.toBeDefined()
  await expect(readImage(folder, true)).rejects.toMatchObject({ failure: { code: 'image-broken' } })
})

test('what is damaged is named, with what mends it where it can be built', async () => {
  writeFileSync(join(folder, 'kernel'), 'short')
  await expect(readImage(folder, true)).rejects.toMatchObject({
    failure: { code: 'image-broken', mends: [{ kind: 'build-image', command: 'npm run vm:image' }] },
  })
  rmSync(join(folder, 'kernel'))
  await expect(readImage(folder, false)).rejects.toMatchObject({ failure: { code: 'image-broken', mends: [] } })
  writeFileSync(join(folder, 'image.json'), '{"files":')
  await expect(readImage(folder, true)).rejects.toMatchObject({ failure: { code: 'image-broken' } })
  rmSync(join(folder, 'image.json'))
  await expect(readImage(folder, true)).rejects.toMatchObject({ failure: { code: 'image-missing' } })
})
