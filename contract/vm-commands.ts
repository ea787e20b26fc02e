import { commandLine } from './shell.ts'
import type { VmSettingsChange } from './vm.ts'

/** What `slipway vm` is told: an action and its options. */
type Words = readonly [action: string, ...options: string[]]

/** The command line that does something with a virtual machine. */
export function vmCommand(name: string, ...words: Words): string {
  return commandLine(['slipway', 'vm', ...words, ...(name === 'default' ? [] : ['--name', name])])
}

/** The command line that changes what a virtual machine is made of. */
export function vmResizeCommand(name: string, { cpus, memory, disk, shares, idleMinutes }: VmSettingsChange): string {
  return vmCommand(
    name,
    'resize',
    ...(cpus === undefined ? [] : ['--cpus', String(cpus)]),
    ...(memory === undefined ? [] : ['--memory', sizeWord(memory)]),
    ...(disk === undefined ? [] : ['--disk', sizeWord(disk)]),
    ...(shares?.length === 0 ? ['--share', 'none'] : []),
    ...(idleMinutes === undefined ? [] : ['--idle', String(idleMinutes)]),
    ...(shares ?? []).flatMap(({ path, readonly }) => ['--share', readonly ? `${path}:ro` : path]),
  )
}

function sizeWord(bytes: number): string {
  if (bytes > 0 && bytes % 1024 ** 3 === 0) return `${bytes / 1024 ** 3}g`
  return bytes > 0 && bytes % 1024 ** 2 === 0 ? `${bytes / 1024 ** 2}m` : String(bytes)
}
