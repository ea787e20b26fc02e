import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import type { Accelerator } from '../driver.ts'
import type { PackedImage } from '../image.ts'
import { kernelLine, machineArguments } from './arguments.ts'

/** A kernel says its first word within a second or two where an accelerator works; 2.7 s where none does. */
const WORD_MS = 10_000

/** Why an accelerator is not used; undefined when it works. */
export type Verdict = string | undefined

/**
 * Boots the kernel for a moment and waits for the first word of its first process: whatever a system claims to have,
 * only what boots works.
 * @throws the signal's reason
 */
export async function tryAccelerator(
  system: string,
  image: PackedImage,
  accelerator: Accelerator,
  signal?: AbortSignal,
): Promise<Verdict> {
  signal?.throwIfAborted()
  if (accelerator === 'kvm') {
    const obstacle = kvmObstacle()
    if (obstacle !== undefined) return obstacle
  }
  const args = [
    ...machineArguments(image.architecture, accelerator),
    ...['-m', '192', '-serial', 'none', '-kernel', image.kernel, '-initrd', image.initramfs],
    ...['-append', kernelLine(image, accelerator), '-device', 'virtio-serial-pci', '-chardev', 'stdio,id=control'],
    ...['-device', 'virtserialport,chardev=control,name=slipway.control'],
  ]
  const child = spawn(system, args, { stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true })
  let complaint = ''
  let said = ''
  try {
    return await new Promise<Verdict>((resolve, reject) => {
      const late = setTimeout(
        () => resolve(complaintOf(complaint) || `It started, but the kernel said nothing within ${WORD_MS / 1000} s.`),
        WORD_MS,
      )
      const settle = (verdict: Verdict) => {
        clearTimeout(late)
        resolve(verdict)
      }
      signal?.addEventListener('abort', () => {
        clearTimeout(late)
        reject(signal.reason)
      })
      child.stdout.on('data', (part: Buffer) => {
        said = `${said}${part.toString('utf8')}`.slice(-10_000)
        if (said.includes('"event":"stage"')) settle(undefined)
      })
      child.stderr.on('data', (part: Buffer) => {
        complaint = `${complaint}${part.toString('utf8')}`.slice(0, 10_000)
        // It stays there, stopped: there's nothing more to wait for.
        if (/internal error/i.test(complaint) && complaint.includes('\nRIP=')) settle(complaintOf(complaint))
      })
      child.once('error', (error) => settle(error.message))
      child.once('close', (code, by) => settle(complaintOf(complaint) || `QEMU ended with ${code ?? by}.`))
    })
  } finally {
    child.kill('SIGKILL')
  }
}

function kvmObstacle(): string | undefined {
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK)
    return undefined
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) return String(error)
    if (error.code === 'ENOENT')
      return 'This computer has no /dev/kvm: virtualisation is off, or this is a virtual machine itself.'
    return 'You may not use /dev/kvm. Join its group: `sudo usermod -aG kvm "$USER"`, then log in anew.'
  }
}

/** What QEMU complained about, in a line and without its own name. */
function complaintOf(text: string): string {
  const lines = text.split('\n').map((line) => line.trim())
  const internal = lines.find((line) => /internal error/i.test(line))
  if (internal !== undefined) return [internal, lines.find((line) => /failure/i.test(line))].filter(Boolean).join(' ')
  return (lines.filter((line) => line !== '').at(-1) ?? '').replace(/^[\w./\\:-]*qemu[\w.-]*: /, '')
}
