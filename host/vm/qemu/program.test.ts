import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { installCommand } from './install.ts'
import { findQemu, qemuFolders } from './program.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-qemu-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const put = (name: string, says: string) => {
  writeFileSync(join(folder, name), `#!/bin/sh\necho "${says}"\n`)
  chmodSync(join(folder, name), 0o755)
}
const around = () => ({ environment: { PATH: folder }, platform: process.platform })

test('QEMU is found by PATH, with its version', async () => {
  put('qemu-system-x86_64', 'QEMU emulator version 9.1.3 (v9.1.3)')
  put('qemu-img', '')
  expect(await findQemu('amd64', around())).toEqual({
    system: join(folder, 'qemu-system-x86_64'),
    image: join(folder, 'qemu-img'),
    version: '9.1.3',
  })
})

test('where it is missing, what is missing is named, and the command that brings it', async () => {
  put('qemu-system-x86_64', '')
  await expect(findQemu('amd64', around())).rejects.toMatchObject({
    failure: { code: 'no-hypervisor', problem: { why: 'qemu-img can’t be found.' } },
  })
})

test('Homebrew’s and Program Files are looked at, and no relative folder', () => {
  const mac = qemuFolders({ environment: { PATH: '/usr/bin:bin:.' }, platform: 'darwin' })
  expect(mac).toEqual(['/usr/bin', '/opt/homebrew/bin', '/usr/local/bin', '/opt/local/bin'])
  const windows = qemuFolders({ environment: { ProgramFiles: 'D:\\Programs' }, platform: 'win32' })
  expect(windows).toContain('D:\\Programs\\qemu')
  expect(qemuFolders({ environment: { SLIPWAY_QEMU: '/mine', PATH: '/usr/bin' }, platform: 'linux' })[0]).toBe('/mine')
})

test.each([
  ['ID=ubuntu\nID_LIKE=debian\n', /apt-get install --yes --no-install-recommends qemu-system-x86 qemu-utils$/],
  ['NAME="x"\nID="rocky"\nID_LIKE="rhel centos fedora"\n', /dnf install --assumeyes qemu-system-x86-core qemu-img$/],
  ['ID=arch\n', /pacman -S --needed --noconfirm qemu-system-x86 qemu-img$/],
  ['ID="opensuse-tumbleweed"\nID_LIKE="opensuse suse"\n', /zypper --non-interactive install qemu-x86 qemu-img$/],
  ['ID=alpine\n', /apk add qemu-system-x86_64 qemu-img$/],
])('each Linux has its own command: %j', async (release, expected) => {
  const command = await installCommand('amd64', { environment: {}, platform: 'linux' }, async () => release)
  expect(command?.line).toMatch(expected)
})

test('others have theirs, and an unknown Linux none', async () => {
  const line = async (platform: NodeJS.Platform) =>
    (await installCommand('amd64', { environment: {}, platform }, async () => 'ID=of-its-own\n'))?.line
  expect(await line('darwin')).toMatch(/brew install qemu$/)
  expect(await line('win32')).toContain('winget install --exact --id SoftwareFreedomConservancy.QEMU')
  expect(await line('linux')).toBeUndefined()
})
