import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findExecutable } from '../../../test/support/executable.ts'
import type { Accelerator } from '../driver.ts'
import type { PackedImage } from '../image.ts'
import { candidates, chooseAccelerator } from './accelerators.ts'
import { tryAccelerator } from './probe.ts'

const architecture = process.arch === 'arm64' ? 'arm64' : 'amd64'
const image = {
  architecture,
  recipe: 'r',
  commandLine: { always: 'quiet', emulated: 'mitigations=off' },
  kernel: '/none/kernel',
  initramfs: '/none/initramfs',
  packedRoot: '/none/root.squashfs.zst',
  unpacked: [],
} as const satisfies PackedImage
const qemu = { system: '/none/qemu', image: '/none/qemu-img', version: '9.0.0' }
let stateFolder: string
beforeEach(() => {
  stateFolder = mkdtempSync(join(tmpdir(), 'slipway-acc-'))
})
afterEach(() => rmSync(stateFolder, { recursive: true }))

const trying = (verdict: string | undefined) => {
  const tried: Accelerator[] = []
  const attempt: typeof tryAccelerator = async (_system, _image, accelerator) => {
    tried.push(accelerator)
    return verdict
  }
  return { tried, attempt }
}
const fast = candidates(architecture).find((one) => one !== 'tcg')

describe.skipIf(fast === undefined)('an accelerator', () => {
  test('that does not boot is not used; the reason is remembered, and it is not tried again', async () => {
    const { tried, attempt } = trying('It said nothing.')
    const expected = { accelerator: 'tcg', rejected: [{ accelerator: fast, why: 'It said nothing.' }] }
    expect(await chooseAccelerator({ qemu, image, stateFolder, attempt })).toEqual(expected)
    expect(await chooseAccelerator({ qemu, image, stateFolder, attempt })).toEqual(expected)
    expect(tried).toEqual([fast])
  })

  test('is tried again for another QEMU, another image, and when asked for', async () => {
    const { tried, attempt } = trying(undefined)
    expect(await chooseAccelerator({ qemu, image, stateFolder, attempt })).toEqual({ accelerator: fast, rejected: [] })
    await chooseAccelerator({ qemu: { ...qemu, version: '9.0.1' }, image, stateFolder, attempt })
    await chooseAccelerator({ qemu, image: { ...image, recipe: 's' }, stateFolder, attempt })
    await chooseAccelerator({ qemu, image, stateFolder, attempt, anew: true })
    expect(tried).toHaveLength(4)
  })
})

test('another architecture can only be emulated', () => {
  expect(candidates(architecture === 'amd64' ? 'arm64' : 'amd64')).toEqual(['tcg'])
  expect(candidates(architecture, 'darwin')).toEqual(['hvf', 'tcg'])
  expect(candidates(architecture, 'win32')).toEqual(['whpx', 'tcg'])
})

test.skipIf(findExecutable('qemu-system-x86_64') === undefined)('what QEMU refuses is the reason', async () => {
  const verdict = await tryAccelerator('qemu-system-x86_64', { ...image, architecture: 'amd64' }, 'tcg')
  expect(verdict).toMatch(/kernel/)
})
