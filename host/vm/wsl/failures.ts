import { VmError } from '../failure.ts'
import type { WslAnswer } from './wsl.ts'

/** Why WSL did not do something, by what it answered. */
export function wslFailure({ code, text }: WslAnswer, what: string): VmError {
  const why = text.trim().split('\n').filter(Boolean).slice(0, 3).join(' ') || `wsl.exe ended with ${code}.`
  const error = (next: string) => new VmError('hypervisor', { what, why, next })
  if (code === null || /not (been )?installed|wsl(\.exe)? --install/i.test(text)) {
    const command = 'wsl --install --no-distribution'
    return new VmError(
      'no-hypervisor',
      {
        what: 'WSL 2, which runs the virtual machine, is not installed.',
        why,
        next: `Install it, then restart Windows: \`${command}\``,
      },
      [{ kind: 'install-hypervisor', label: 'Install WSL', command }],
    )
  }
  if (/HCS_E_HYPERV_NOT_INSTALLED|0x80370102/i.test(text)) {
    return error(
      'Turn on virtualisation in the computer’s firmware, and “Virtual Machine Platform” in Windows’ features.',
    )
  }
  if (/not enough space|0x80070070|ERROR_DISK_FULL/i.test(text)) {
    return new VmError('host-disk-full', {
      what: 'This computer’s disk is full.',
      why,
      next: 'Free some space. Nothing in the virtual machine is lost.',
    })
  }
  if (/MountVhd|0x80070570|ERROR_FILE_CORRUPT/i.test(text)) {
    return new VmError('data-broken', {
      what: 'The virtual machine’s disk is damaged.',
      why,
      next: 'Repair it by WSL’s own means: https://learn.microsoft.com/windows/wsl/disk-space#how-to-repair-a-vhd-mounting-error',
    })
  }
  return error('Run `wsl --shutdown` in a terminal, then try again. `wsl --update` brings the newest WSL.')
}
