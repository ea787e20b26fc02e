import { accessSync, constants } from 'node:fs'
import { delimiter, join, posix, win32 } from 'node:path'
import type { Architecture } from '../driver.ts'
import { VmError } from '../failure.ts'
import { program } from '../program.ts'
import { installCommand, installMend } from './install.ts'

/** QEMU as it is installed here. */
export type Qemu = {
  /** The program that runs machines of this architecture. */
  system: string
  /** The program that makes and changes disks. */
  image: string
  /** As `7.2.22`. */
  version: string
}

const SYSTEM: Record<Architecture, string> = { amd64: 'qemu-system-x86_64', arm64: 'qemu-system-aarch64' }

export type Around = { environment: NodeJS.ProcessEnv; platform: NodeJS.Platform }
export const here: Around = { environment: process.env, platform: process.platform }

/** The folders where QEMU may be, the likeliest first. `SLIPWAY_QEMU` names one that goes before. */
export function qemuFolders({ environment, platform }: Around): string[] {
  const path = (environment.PATH ?? environment.Path ?? '').split(platform === process.platform ? delimiter : ':')
  const { join: under } = platform === 'win32' ? win32 : posix
  const own = environment.SLIPWAY_QEMU ? [environment.SLIPWAY_QEMU] : []
  const usual =
    platform === 'darwin'
      ? ['/opt/homebrew/bin', '/usr/local/bin', '/opt/local/bin']
      : platform === 'win32'
        ? [environment.ProgramW6432, environment.ProgramFiles, 'C:\\Program Files']
            .filter((folder) => folder !== undefined && folder !== '')
            .map((folder) => under(folder ?? '', 'qemu'))
        : []
  // Node looks up a relative folder from where it happens to be, which nobody means.
  return [...new Set([...own, ...path, ...usual])].filter(
    (folder) => posix.isAbsolute(folder) || win32.isAbsolute(folder),
  )
}

/**
 * Finds QEMU and asks its version.
 * @throws VmError no-hypervisor, with the command that installs it
 */
export async function findQemu(architecture: Architecture, around: Around = here): Promise<Qemu> {
  const folders = qemuFolders(around)
  const system = find(SYSTEM[architecture], folders, around.platform)
  const image = find('qemu-img', folders, around.platform)
  if (system === undefined || image === undefined) {
    const missing = [system ?? SYSTEM[architecture], image ?? 'qemu-img'].filter(
      (name) => !folders.some((one) => name.startsWith(one)),
    )
    throw await notInstalled(missing, architecture, around)
  }
  const said = await program(system, ['--version'])
  return { system, image, version: /version (\d+\.\d+\.\d+)/.exec(said)?.[1] ?? 'unknown' }
}

function find(name: string, folders: readonly string[], platform: NodeJS.Platform): string | undefined {
  for (const folder of folders) {
    const path = join(folder, platform === 'win32' ? `${name}.exe` : name)
    try {
      accessSync(path, constants.X_OK)
      return path
    } catch {
      // Not in this folder.
    }
  }
  return undefined
}

async function notInstalled(missing: readonly string[], architecture: Architecture, around: Around): Promise<VmError> {
  const command = await installCommand(architecture, around)
  return new VmError(
    'no-hypervisor',
    {
      what: 'QEMU, which runs the virtual machine, is not installed.',
      why: `${missing.join(' and ')} can’t be found.`,
      next: command ? `Install it: \`${command.line}\`` : 'Install QEMU as https://www.qemu.org/download says.',
    },
    command ? [installMend(command)] : [],
  )
}
