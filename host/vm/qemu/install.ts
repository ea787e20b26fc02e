import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import type { VmMend } from '../../../contract/index.ts'
import { commandLine } from '../../../contract/shell.ts'
import type { Architecture } from '../driver.ts'
import { VmError } from '../failure.ts'
import type { Around } from './program.ts'

/** What installs QEMU here; `privileged` when the system asks for an administrator’s right. */
export type InstallCommand = { argv: [string, ...string[]]; privileged: boolean; line: string }

type Packages = { manager: string; args: readonly string[]; names: Record<Architecture, readonly string[]> }

/** By the names that /etc/os-release gives: the system’s own, then those it is like. */
const LINUX: Record<string, Packages> = {
  debian: {
    manager: 'apt-get',
    args: ['install', '--yes', '--no-install-recommends'],
    names: { amd64: ['qemu-system-x86', 'qemu-utils'], arm64: ['qemu-system-arm', 'qemu-utils'] },
  },
  fedora: {
    manager: 'dnf',
    args: ['install', '--assumeyes'],
    names: { amd64: ['qemu-system-x86-core', 'qemu-img'], arm64: ['qemu-system-aarch64-core', 'qemu-img'] },
  },
  arch: {
    manager: 'pacman',
    args: ['-S', '--needed', '--noconfirm'],
    names: { amd64: ['qemu-system-x86', 'qemu-img'], arm64: ['qemu-system-aarch64', 'qemu-img'] },
  },
  suse: {
    manager: 'zypper',
    args: ['--non-interactive', 'install'],
    names: { amd64: ['qemu-x86', 'qemu-img'], arm64: ['qemu-arm', 'qemu-img'] },
  },
  alpine: {
    manager: 'apk',
    args: ['add'],
    names: { amd64: ['qemu-system-x86_64', 'qemu-img'], arm64: ['qemu-system-aarch64', 'qemu-img'] },
  },
}

/** The command that installs QEMU on this system; undefined where none is known. */
export async function installCommand(
  architecture: Architecture,
  { environment, platform }: Around,
  osRelease: () => Promise<string> = () => readFile('/etc/os-release', 'utf8').catch(() => ''),
): Promise<InstallCommand | undefined> {
  const command = (argv: [string, ...string[]], privileged: boolean): InstallCommand => {
    const words: [string, ...string[]] = privileged && process.getuid?.() !== 0 ? ['sudo', ...argv] : argv
    return { argv: words, privileged: words !== argv, line: commandLine(words) }
  }
  if (platform === 'darwin') {
    const brew = ['brew', '/opt/homebrew/bin/brew', '/usr/local/bin/brew'].find((one) => isThere(one, environment))
    return command([brew ?? 'brew', 'install', 'qemu'], false)
  }
  if (platform === 'win32') {
    const args = ['install', '--exact', '--id', 'SoftwareFreedomConservancy.QEMU']
    return command(['winget', ...args, '--accept-package-agreements', '--accept-source-agreements'], false)
  }
  for (const id of idsOf(await osRelease())) {
    const known = LINUX[id]
    if (known) return command([known.manager, ...known.args, ...known.names[architecture]], true)
  }
  return undefined
}

/** The button that runs it. */
export const installMend = ({ line }: InstallCommand): VmMend => ({
  kind: 'install-hypervisor',
  label: 'Install QEMU',
  command: line,
})

/**
 * Runs the command that installs QEMU.
 * @param interactive a person sits at this terminal, so that sudo can ask for a password
 * @param tell called with each line that it writes, unless interactive
 * @throws VmError no-hypervisor with what it said last
 */
export async function install(
  command: InstallCommand,
  interactive: boolean,
  tell: (line: string) => void,
): Promise<void> {
  const [name, ...args] = command.argv
  // Without a terminal sudo can’t ask; polkit’s dialog can.
  const [program, words]: [string, string[]] = command.privileged && !interactive ? ['pkexec', args] : [name, args]
  const last = await new Promise<string | undefined>((resolve) => {
    const child = spawn(program, words, {
      stdio: interactive ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    })
    let said = ''
    const take = (part: Buffer) => {
      for (const line of part.toString('utf8').split(/\r?\n/)) {
        if (line.trim() === '') continue
        said = line.trim()
        tell(said)
      }
    }
    child.stdout?.on('data', take)
    child.stderr?.on('data', take)
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code) => resolve(code === 0 ? undefined : said || `It ended with ${code}.`))
  })
  if (last === undefined) return
  throw new VmError(
    'no-hypervisor',
    { what: 'QEMU could not be installed.', why: last, next: `Run it yourself in a terminal: \`${command.line}\`` },
    [installMend(command)],
  )
}

function idsOf(osRelease: string): string[] {
  const value = (key: string) => new RegExp(`^${key}="?([^"\n]*)"?$`, 'm').exec(osRelease)?.[1] ?? ''
  return [value('ID'), ...value('ID_LIKE').split(' ')].map((id) => (id.startsWith('opensuse') ? 'suse' : id))
}

function isThere(path: string, environment: NodeJS.ProcessEnv): boolean {
  const candidates = path.includes('/')
    ? [path]
    : (environment.PATH ?? '').split(delimiter).map((one) => join(one, path))
  return candidates.some((one) => {
    try {
      accessSync(one, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
