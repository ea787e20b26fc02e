import type { VmMend } from '../../../contract/index.ts'
import { commandLine } from '../../../contract/shell.ts'
import type { MachineSpec } from '../driver.ts'
import { VmError } from '../failure.ts'
import type { VmFolder } from '../folder.ts'

const MIB = 1024 ** 2

/** Why QEMU did not start, by what it complained about. */
export function startFailure(complaint: string, spec: MachineSpec): VmError {
  const why =
    complaint
      .split('\n')
      .at(-1)
      ?.replace(/^[^ ]*qemu[^ ]*: /, '') || 'It said nothing.'
  if (/cannot (set up guest|allocate) memory|Cannot allocate memory/i.test(complaint)) {
    const smaller = Math.max(512 * MIB, Math.floor(spec.memory / 2 / MIB) * MIB)
    return new VmError(
      'no-memory',
      {
        what: 'This computer has too little memory for the virtual machine.',
        why: `It wants ${Math.round(spec.memory / MIB)} MiB. ${why}`,
        next: 'Close other programs, or give the virtual machine less.',
      },
      [lessMemory(spec.folder.name, smaller)],
    )
  }
  if (/failed to get ("|')?(shared )?.*write("|')? lock|being used by another process/i.test(complaint)) {
    return new VmError('in-use', {
      what: 'The virtual machine’s disk is in use.',
      why: `Another QEMU has ${spec.folder.data} open.`,
      next: 'Stop that one, then start the virtual machine again.',
    })
  }
  if (/no space left/i.test(complaint)) return hostDiskFull(spec.folder.path, why)
  if (/image is corrupt|data\.qcow2/i.test(complaint)) return diskUnreadable(spec.folder, why)
  return new VmError('hypervisor', {
    what: 'QEMU could not start the virtual machine.',
    why,
    next: 'Look at what it said, by `slipway vm logs`, then start it again.',
  })
}

export const hostDiskFull = (path: string, why: string) =>
  new VmError('host-disk-full', {
    what: 'This computer’s disk is full.',
    why: `The virtual machine keeps everything in ${path}. ${why}`,
    next: 'Free some space there. Nothing in the virtual machine is lost.',
  })

export const diskUnreadable = ({ name, data }: VmFolder, why: string) =>
  new VmError(
    'data-broken',
    {
      what: 'The virtual machine’s data disk is damaged.',
      why: `${data}: ${why}`,
      next: 'Set the disk aside and begin with an empty one, or go back to a restore point. It is never deleted.',
    },
    [
      {
        kind: 'set-disk-aside',
        label: 'Set the disk aside and begin with an empty one',
        command: commandLine(['slipway', 'vm', 'repair', '--set-aside', '--name', name]),
      },
    ],
  )

function lessMemory(name: string, bytes: number): VmMend {
  const size = `${bytes / MIB}m`
  return {
    kind: 'less-memory',
    label: `Give it ${bytes / MIB} MiB`,
    command: commandLine(['slipway', 'vm', 'resize', '--name', name, '--memory', size]),
  }
}
