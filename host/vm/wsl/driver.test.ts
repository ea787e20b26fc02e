import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findExecutable } from '../../../test/support/executable.ts'
import { Guest, type GuestWord } from '../control.ts'
import type { MachineSpec } from '../driver.ts'
import { makeVmFolder, vmFolder } from '../folder.ts'
import { ensureKeys } from '../keeper/keys.ts'
import { checkWsl, wslDriver } from './driver.ts'
import { decode, readList, wslProgram } from './wsl.ts'

const FAKE = fileURLToPath(new URL('../../../test/support/fake-wsl.ts', import.meta.url))
const busybox = findExecutable('busybox')
let state: string
let spec: MachineSpec

beforeEach(async () => {
  state = mkdtempSync(join(tmpdir(), 'slipway-wsl-'))
  process.env.SLIPWAY_FAKE_WSL = state
  const folder = vmFolder(state, 'default')
  makeVmFolder(folder)
  await ensureKeys(folder)
  writeFileSync(join(state, 'root.tar.gz'), 'the root')
  const commandLine = { always: '', emulated: '' }
  const files = { kernel: '', initramfs: '', packedRoot: '', unpacked: [], root: '', emulatedKernel: '' }
  const image = { architecture: 'amd64', recipe: 'r1', commandLine, ...files } as const
  spec = { folder, image, cpus: 1, memory: 1, shares: [], resume: false }
})
afterEach(() => {
  delete process.env.SLIPWAY_FAKE_WSL
  rmSync(state, { recursive: true })
})

const fake = () => wslProgram([process.execPath, '--disable-warning=ExperimentalWarning', FAKE])
const driver = () => wslDriver(fake(), join(state, 'root.tar.gz'))
const asked = () => readFileSync(join(state, 'asked'), 'utf8')
/** A program of the distribution, as a script. */
const put = (name: string, script: string) => {
  writeFileSync(join(state, name), `#!/bin/sh\n${script}\n`)
  chmodSync(join(state, name), 0o755)
}

test('its messages are read in every width they come in', () => {
  const text =
    '  NAME            STATE           VERSION\r\n* Ubuntu          Running         2\r\n  slipway-default Stopped         2\r\n'
  const expected = [
    { name: 'Ubuntu', running: true, version: 2 },
    { name: 'slipway-default', running: false, version: 2 },
  ]
  expect(readList(decode(Buffer.from(text, 'utf16le')))).toEqual(expected)
  expect(readList(decode(Buffer.from(`\ufeff${text}`, 'utf16le')))).toEqual(expected)
  expect(readList(decode(Buffer.from(text)))).toEqual(expected)
  expect(decode(Buffer.from('größer', 'utf8'))).toBe('größer')
  expect(readList('Das Windows-Subsystem für Linux hat keine Distributionen.')).toEqual([])
})

test('why WSL does not work is said, with what to do', { timeout: 30_000 }, async () => {
  await checkWsl(fake())
  await expect(checkWsl(wslProgram(['/none/wsl.exe']))).rejects.toMatchObject({
    failure: { code: 'no-hypervisor', mends: [{ command: 'wsl --install --no-distribution' }] },
  })
  const cases = [
    [
      'Error code: Wsl/Service/CreateInstance/CreateVm/HCS/HCS_E_HYPERV_NOT_INSTALLED',
      { code: 'hypervisor', problem: { next: /virtualisation/ } },
    ],
    ['There is not enough space on the disk. Error code: Wsl/ERROR_DISK_FULL', { code: 'host-disk-full' }],
    ['Error code: Wsl/Service/CreateInstance/MountVhd/HCS/ERROR_FILE_CORRUPT', { code: 'data-broken' }],
  ] as const
  for (const [said, failure] of cases) {
    writeFileSync(join(state, 'broken'), said)
    await expect(driver().start(spec)).rejects.toMatchObject({ failure })
  }
})

describe.skipIf(busybox === undefined)('a machine in WSL', () => {
  test('is made once, says its stages, keeps its engine up, and ends in order', { timeout: 60_000 }, async () => {
    put('containerd', 'exec sleep 1000')
    put(
      'dockerd',
      `touch "$SLIPWAY_ROOT/run/docker.sock"; echo run >> "$SLIPWAY_ROOT/runs"; trap 'rm "$SLIPWAY_ROOT/run/docker.sock"; exit 0' TERM; while :; do sleep 0.1; done`,
    )
    const machine = await driver().start(spec)
    const guest = new Guest(machine.control)
    const words: GuestWord[] = []
    guest.listen((word) => words.push(word))
    await expect.poll(() => words.some(({ event }) => event === 'ready'), { timeout: 10_000 }).toBe(true)
    const stages = words.flatMap((word) => (word.event === 'stage' ? [word.name] : []))
    expect(stages).toEqual(['kernel', 'root', 'network', 'data'])
    expect(readFileSync(join(state, 'host_key'))).toEqual(readFileSync(spec.folder.hostKey))
    expect(readFileSync(join(state, 'unpacked'), 'utf8')).toBe('the root')

    expect(await guest.ask({ do: 'hello' })).toMatchObject({ ok: true })
    await expect.poll(() => guest.health?.ready).toBe(true)
    await expect(guest.ask({ do: 'trim' })).rejects.toMatchObject({ problem: { why: 'not in WSL' } })
    process.kill(Number(readFileSync(join(state, 'run/slipway/dockerd.pid'), 'utf8')), 'SIGKILL')
    await expect.poll(() => readFileSync(join(state, 'runs'), 'utf8'), { timeout: 10_000 }).toBe('run\nrun\n')
    expect(words).toContainEqual(
      expect.objectContaining({ event: 'service', name: 'dockerd', state: 'ended', code: 137 }),
    )

    await guest.ask({ do: 'shutdown', seconds: 5 })
    await machine.ended
    expect(words.at(-1)).toMatchObject({ event: 'off', clean: true })
    expect(existsSync(join(state, 'run/docker.sock'))).toBe(false)
    expect(asked().match(/^--import/gm)).toHaveLength(1)
    expect(asked()).toContain('--terminate slipway-default')

    const again = await driver().start(spec)
    // Its end is told once all that it said is read.
    again.control.resume()
    again.control.end()
    expect((await again.ended).code).toBe(0)
    expect(asked().match(/^--import/gm)).toHaveLength(1)
    expect(asked().match(/\/bin\/tar/g)).toHaveLength(1)
  })

  test('its SSH server is reached over stdio, byte for byte', { timeout: 30_000 }, async () => {
    put('containerd', 'exec sleep 1000')
    put('dockerd', 'exec sleep 1000')
    const machine = await driver().start(spec)
    const stream = await machine.openSsh()
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index))
    stream.write(bytes)
    expect(await new Promise((resolve) => stream.once('data', resolve))).toEqual(bytes)
    stream.destroy()
    await expect(machine.save(() => {})).rejects.toMatchObject({ code: 'UNSUPPORTED' })
    machine.control.resume()
    machine.control.end()
    await machine.ended
  })
})
