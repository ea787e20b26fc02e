import { expect, test } from 'vitest'
import type { MachineSpec } from '../driver.ts'
import { vmFolder } from '../folder.ts'
import { lineArgument, machineArguments, qemuArguments } from './arguments.ts'

const spec = (path = '/state'): MachineSpec => ({
  folder: vmFolder(path, 'default', 'linux'),
  image: {
    architecture: 'amd64',
    recipe: 'r',
    commandLine: { always: 'console=ttyS0', emulated: 'mitigations=off' },
    ...{ kernel: '/i/kernel', initramfs: '/i/initramfs', packedRoot: '/i/root.zst', unpacked: [] },
    ...{ root: '/u/root', emulatedKernel: '/u/vmlinux' },
  },
  cpus: 3,
  memory: 1.5 * 1024 ** 3,
  shares: [{ tag: 'home', path: '/home/a,b', readonly: true }],
  resume: false,
})

test('a comma in a path stays one word of QEMU', () => {
  const words = qemuArguments(spec('/st,readonly=off'), 'tcg', 'linux')
  expect(words.find((word) => word.startsWith('if=none,id=data'))).toContain(
    'file=/st,,readonly=off/vm/default/data.qcow2',
  )
  expect(words[words.indexOf('-virtfs') + 1]).toBe(
    'local,path=/home/a,,b,mount_tag=home,security_model=none,multidevs=remap,readonly=on',
  )
})

test('what the guest flushes is flushed, and the machine is as large as was chosen', () => {
  const words = qemuArguments(spec(), 'tcg', 'linux')
  expect(words.join(' ')).not.toMatch(/unsafe|no-flush|snapshot=on/)
  expect(words[words.indexOf('-m') + 1]).toBe('1536')
  expect(words[words.indexOf('-smp') + 1]).toBe('3')
  expect(words).not.toContain('-incoming')
  expect(qemuArguments({ ...spec(), resume: true }, 'tcg', 'linux')).toContain('defer')
})

test('an accelerator brings the host’s own processor; emulation the widest one', () => {
  expect(machineArguments('amd64', 'kvm').slice(-4)).toEqual(['-accel', 'kvm', '-cpu', 'host'])
  expect(machineArguments('amd64', 'tcg').slice(-4)).toEqual(['-accel', 'tcg,thread=multi', '-cpu', 'max,-la57,-erms'])
  expect(machineArguments('arm64', 'tcg').slice(-4)).toEqual(['-accel', 'tcg,thread=multi', '-cpu', 'cortex-a72'])
})

test('only an emulated processor goes without what keeps a real one from leaking', () => {
  const told = (accelerator: 'kvm' | 'tcg') => {
    const words = qemuArguments(spec(), accelerator, 'linux')
    return words[words.indexOf('-append') + 1]
  }
  expect(told('kvm')).toBe('console=ttyS0')
  expect(told('tcg')).toBe('console=ttyS0 mitigations=off')
})

test('an emulated processor gets a kernel that it need not unpack', () => {
  const kernelFor = (accelerator: 'kvm' | 'tcg') => {
    const words = qemuArguments(spec(), accelerator, 'linux')
    return words[words.indexOf('-kernel') + 1]
  }
  expect(kernelFor('tcg')).toBe('/u/vmlinux')
  expect(kernelFor('kvm')).toBe('/i/kernel')
})

test('on Windows its lines are named pipes', () => {
  expect(lineArgument('monitor', '\\\\.\\pipe\\slipway-default-monitor', 'win32')).toBe(
    'pipe,id=monitor,path=slipway-default-monitor',
  )
})
