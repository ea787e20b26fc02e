import type { Accelerator, Architecture, MachineSpec, Share } from '../driver.ts'
import type { PackedImage } from '../image.ts'

/** The network’s name, by which ports are forwarded later. */
export const NETWORK = 'net'
/** The data disk’s name, by which it is made larger later. */
export const DATA_DISK = 'data'
const MIB = 1024 * 1024

/** What differs between machines of the two architectures. */
const MACHINE: Record<Architecture, { type: string; emulated: string }> = {
  // Without what costs an emulator more than it gives: a fifth level of tables, and copies of one byte after the other.
  amd64: { type: 'q35', emulated: 'max,-la57,-erms' },
  arm64: { type: 'virt', emulated: 'cortex-a72' },
}

/** What the kernel is told. An emulated processor leaks nothing by speculation, so it need not be slowed down for that. */
export const kernelLine = ({ commandLine }: PackedImage, accelerator: Accelerator): string =>
  accelerator === 'tcg' ? `${commandLine.always} ${commandLine.emulated}` : commandLine.always

/** The machine itself, without anything in it. */
export function machineArguments(architecture: Architecture, accelerator: Accelerator): string[] {
  const { type, emulated } = MACHINE[architecture]
  return [
    ...['-nodefaults', '-no-user-config', '-no-reboot', '-display', 'none', '-machine', type],
    ...(accelerator === 'tcg' ? ['-accel', 'tcg,thread=multi'] : ['-accel', accelerator]),
    ...['-cpu', accelerator === 'tcg' ? emulated : 'host'],
  ]
}

/** One end of a character device that others connect to: a socket, or a named pipe on Windows. */
export function lineArgument(id: string, path: string, platform: NodeJS.Platform = process.platform): string {
  // QEMU makes \\.\pipe\NAME of the name alone.
  if (platform === 'win32') return `pipe,id=${id},path=${escaped(path.slice(path.lastIndexOf('\\') + 1))}`
  return `socket,id=${id},path=${escaped(path)},server=on,wait=off`
}

/** All that QEMU is started with for a VM. */
export function qemuArguments(
  { folder, image, cpus, memory, shares, resume }: MachineSpec,
  accelerator: Accelerator,
  platform: NodeJS.Platform = process.platform,
): string[] {
  const { architecture } = image
  const disk = (id: string, options: string) => [
    ...['-drive', `if=none,id=${id},${options}`],
    ...['-device', `virtio-blk-pci,drive=${id},serial=slipway-${id}`],
  ]
  return [
    ...machineArguments(architecture, accelerator),
    ...['-name', `slipway-${folder.name}`, '-smp', String(cpus), '-m', String(Math.floor(memory / MIB))],
    ...['-chardev', lineArgument('monitor', folder.monitor, platform), '-mon', 'chardev=monitor,mode=control'],
    // Appended to, so that whoever keeps the machine can cut the files short while they are written.
    ...['-chardev', `file,id=console,append=on,path=${escaped(folder.console)}`, '-serial', 'chardev:console'],
    ...['-kernel', accelerator === 'tcg' ? image.emulatedKernel : image.kernel, '-initrd', image.initramfs],
    ...['-append', kernelLine(image, accelerator)],
    ...disk('root', `format=raw,readonly=on,file=${escaped(image.root)}`),
    // What the guest flushes is flushed to the host’s disk (never cache=unsafe); what it discards is given back.
    ...disk(DATA_DISK, `format=qcow2,cache=writeback,discard=unmap,detect-zeroes=unmap,file=${escaped(folder.data)}`),
    ...['-device', 'virtio-serial-pci'],
    ...['-chardev', lineArgument('control', folder.control, platform)],
    ...['-device', 'virtserialport,chardev=control,name=slipway.control'],
    ...['-chardev', `file,id=services,append=on,path=${escaped(folder.services)}`],
    ...['-device', 'virtserialport,chardev=services,name=slipway.log'],
    // Port 0: the system chooses one that is free, and QEMU says which.
    ...['-netdev', `user,id=${NETWORK},hostfwd=tcp:127.0.0.1:0-:22`],
    ...['-device', `virtio-net-pci,netdev=${NETWORK},romfile=`],
    ...[
      '-device',
      'virtio-balloon-pci,id=balloon,free-page-reporting=on,deflate-on-oom=on',
      '-device',
      'virtio-rng-pci',
    ],
    ...shares.flatMap(shareArguments),
    ...['-fw_cfg', `name=opt/slipway/host_key,file=${escaped(folder.hostKey)}`],
    ...['-fw_cfg', `name=opt/slipway/authorized_keys,file=${escaped(folder.authorizedKeys)}`],
    // The state itself is named over the monitor, which tells how it goes.
    ...(resume ? ['-incoming', 'defer'] : []),
  ]
}

function shareArguments({ tag, path, readonly }: Share): string[] {
  const options = [
    'local',
    `path=${escaped(path)}`,
    `mount_tag=${escaped(tag)}`,
    'security_model=none',
    'multidevs=remap',
  ]
  return ['-virtfs', [...options, ...(readonly ? ['readonly=on'] : [])].join(',')]
}

/** A comma would begin the next option; QEMU reads two as one. */
function escaped(text: string): string {
  return text.replaceAll(',', ',,')
}
