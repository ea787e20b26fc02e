import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { SlipwayError } from '../errors.ts'

/** Short: a socket’s path has to fit into about 100 bytes. No dot at the start, no separator: it is a folder’s name. */
const NAME = /^[a-z0-9][a-z0-9_-]{0,23}$/

/** The places of one virtual machine: `<state folder>/vm/<name>/…`. */
export type VmFolder = {
  readonly name: string
  readonly path: string
  /** What the person chose, and what was found out about this VM. */
  readonly settings: string
  /** Held, as a database’s lock, by the one process that keeps the VM; the system lets go of it when that process ends. */
  readonly lock: string
  /** What the running hypervisor is, for a keeper that comes after a killed one. */
  readonly machine: string
  /** Everything that the engine keeps. Never deleted, save by a reset that names what is lost. */
  readonly data: string
  /** The machine as it was saved: memory and devices. */
  readonly saved: string
  /** Data disks that were set aside or replaced. */
  readonly restore: string
  /** The kernel’s console, the services’ log, and what the hypervisor complained about. */
  readonly console: string
  readonly services: string
  readonly complaints: string
  /** SSH keys, 0600: the host’s private one, its public line for the guest, the guest’s host key, that one’s public line. */
  readonly clientKey: string
  readonly authorizedKeys: string
  readonly hostKey: string
  readonly hostKeyPublic: string
  readonly knownHosts: string
  /**
   * Sockets, or named pipes on Windows: of the hypervisor’s monitor, of the guest’s line, of the keeper, of the engine; the last for
   * everybody, and for Slipway’s own hosts, whose standing connections neither keep the machine awake nor wake it.
   */
  readonly monitor: string
  readonly control: string
  readonly keeper: string
  readonly engine: string
  readonly own: string
}

/** On macOS; others have a few more. */
const MAX_SOCKET_PATH = 103

/** Where a VM’s things are; makes nothing. @throws SlipwayError INVALID for a name that can’t be one */
export function vmFolder(stateFolder: string, name: string, platform: NodeJS.Platform = process.platform): VmFolder {
  if (!NAME.test(name)) {
    throw new SlipwayError('INVALID', {
      what: `“${name}” can’t be a virtual machine’s name.`,
      why: 'A name has 1 to 24 small letters, digits, - or _, and begins with a letter or digit.',
      next: 'Choose another name.',
    })
  }
  const path = join(stateFolder, 'vm', name)
  const at = (file: string) => join(path, file)
  const socket = (what: string) => (platform === 'win32' ? `\\\\.\\pipe\\slipway-${name}-${what}` : at(`${what}.sock`))
  return {
    name,
    path,
    settings: at('settings.json'),
    lock: at('lock'),
    machine: at('machine.json'),
    data: at('data.qcow2'),
    saved: at('saved-state'),
    restore: at('restore'),
    console: at('console.log'),
    services: at('services.log'),
    complaints: at('hypervisor.log'),
    clientKey: at('client_key'),
    authorizedKeys: at('authorized_keys'),
    hostKey: at('host_key'),
    hostKeyPublic: at('host_key.pub'),
    knownHosts: at('known_hosts'),
    monitor: socket('monitor'),
    control: socket('control'),
    keeper: socket('keeper'),
    engine: socket('docker'),
    own: socket('own'),
  }
}

/** Makes the folder, for its owner alone. @throws SlipwayError INVALID when its path is too long, or the file system's error */
export function makeVmFolder(folder: VmFolder): void {
  const longest = Math.max(...[folder.monitor, folder.control, folder.engine].map((path) => Buffer.byteLength(path)))
  if (longest > MAX_SOCKET_PATH) {
    throw new SlipwayError('INVALID', {
      what: 'The virtual machine’s folder has too long a path.',
      why: `A socket’s path has at most ${MAX_SOCKET_PATH} bytes; ${folder.monitor} is longer.`,
      next: 'Name a folder with a shorter path in the environment variable SLIPWAY_STATE.',
    })
  }
  mkdirSync(folder.path, { recursive: true, mode: 0o700 })
}

/** Where each VM publishes its engine while it runs: for everybody, and for Slipway’s own hosts. */
export const publishedVms = (stateFolder: string): { name: string; path: string; own: string }[] =>
  vmNames(stateFolder).map((name) => {
    const { engine, own } = vmFolder(stateFolder, name)
    return { name, path: engine, own }
  })

/** The names of the VMs that have a folder, sorted. */
export function vmNames(stateFolder: string): string[] {
  const folder = join(stateFolder, 'vm')
  // Looked at all the time: an exception each time is dear.
  if (!existsSync(folder)) return []
  try {
    const entries = readdirSync(folder, { withFileTypes: true })
    return entries
      .filter((entry) => entry.isDirectory() && NAME.test(entry.name))
      .map(({ name }) => name)
      .sort()
  } catch {
    // No folder: there was never a VM.
    return []
  }
}
