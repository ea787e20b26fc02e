import type { Duplex } from 'node:stream'
import type { VmFolder } from './folder.ts'
import type { VmImage } from './image.ts'

/** What a driver’s machines can do; what is false throws UNSUPPORTED when asked for. */
export type Capabilities = {
  /** Stops the virtual processors and lets them go on. */
  pause: boolean
  /** Puts memory and devices into a file, and starts from it. */
  save: boolean
  /** Asks the guest for memory, and gives it back. */
  balloon: boolean
  /** Makes the data disk larger while it runs. */
  resizeDisk: boolean
  /** Publishes ports of the guest on the host, without SSH. */
  forward: boolean
  /** Keeps the data disk’s former states. */
  restorePoints: boolean
  /** Goes on running when the process that started it is killed, and can be taken over by another. */
  adopt: boolean
  /** How folders of the host get into the guest; `native`: they are there already. */
  shares: '9p' | 'native'
}

export type Architecture = 'amd64' | 'arm64'

export const ACCELERATORS = ['kvm', 'hvf', 'whpx', 'tcg'] as const
/** What carries out the guest’s instructions; `tcg` is QEMU’s own emulation, and slow. */
export type Accelerator = (typeof ACCELERATORS)[number]

/** A folder of the host that the machine is given. `tag` is the name by which the guest mounts it. */
export type Share = { tag: string; path: string; readonly: boolean }

/** What a machine is started with. */
export type MachineSpec = {
  folder: VmFolder
  image: VmImage
  cpus: number
  /** Bytes. */
  memory: number
  shares: readonly Share[]
  /** Starts from the saved state instead of from the beginning. */
  resume: boolean
}

/** How a machine ended. */
export type Ending = { code: number | null; signal: string | null; complaint: string }

/** One port of the guest on the host. */
export type Forward = {
  protocol: 'tcp' | 'udp'
  /** An address of the host; IPv4. */
  hostAddress: string
  /** 0 lets the system choose. */
  hostPort: number
  /** The guest’s own unless told; one of its 127.… leads to what is published there alone. */
  guestAddress?: string
  guestPort: number
}

/** Whether the machine’s processors run, and if not, why. */
export type Running = 'running' | 'paused' | 'disk-full' | 'saved' | 'other'

/** A machine that was started, or taken over. Every method may throw a SlipwayError. */
export type Machine = {
  readonly capabilities: Capabilities
  /** What runs it, as the person knows it: `QEMU 7.2.22, emulated (tcg)`. */
  readonly described: string
  /** The hypervisor’s process, where there is one. */
  readonly pid: number | undefined
  /** The host’s port that leads to the guest’s SSH server, where there is one. */
  readonly sshPort: number | undefined
  /** JSON lines to and from the guest’s first process; see Guest. */
  readonly control: Duplex
  /** Resolves when it has ended, however that came. */
  readonly ended: Promise<Ending>
  /** Opens a stream to the guest’s SSH server. @throws the system’s error */
  openSsh(signal?: AbortSignal): Promise<Duplex>
  running(): Promise<Running>
  /** Calls back when the machine stops or goes on by itself, as when the host’s disk is full. Gives how to stop listening. */
  onRunning(listener: (running: Running) => void): () => void
  pause(): Promise<void>
  /** Lets the processors go on. */
  resume(): Promise<void>
  /** Puts memory and devices into the folder’s `saved`, and ends. */
  save(progress: (done: number, total: number) => void): Promise<void>
  /** Wants the guest to have so many bytes of memory. */
  balloon(bytes: number): Promise<void>
  /** Bytes of memory that the guest has now. */
  memory(): Promise<number>
  /** Makes the data disk so many bytes large. */
  growDisk(bytes: number): Promise<void>
  /** Publishes a port of the guest; gives the host’s port. @throws SlipwayError PORT_IN_USE */
  forward(port: Forward): Promise<number>
  unforward(port: Forward): Promise<void>
  /** Takes its power away. What the guest did not flush is lost; what it did is not. */
  kill(): Promise<void>
}

/** A former state of a disk, kept within it. */
export type Snapshot = {
  name: string
  /** Milliseconds since 1970. */
  made: number
}

export type DiskInfo = {
  /** Bytes that the guest sees. */
  size: number
  /** Bytes that it takes on the host. */
  used: number
  corrupt: boolean
  snapshots: Snapshot[]
}

/** A data disk that no machine uses now. Every method throws an error with the reason. */
export type DataDisk = {
  exists(): boolean
  /** Makes it, blank: it takes next to nothing on the host until something is written. */
  create(bytes: number): Promise<void>
  info(): Promise<DiskInfo>
  /**
   * Looks for what a crash left. `mended`: what belonged to nothing was given back; `broken`: only a person can decide.
   */
  check(): Promise<'good' | 'mended' | 'broken'>
  grow(bytes: number): Promise<void>
  /** Keeps the disk as it is now, under a name; takes no room until the disk changes. */
  keep(name: string): Promise<void>
  /** Makes the disk what it was under that name. */
  goBack(name: string): Promise<void>
  forget(name: string): Promise<void>
}

/** A way to run virtual machines. */
export type Driver = {
  readonly kind: 'qemu' | 'wsl2'
  /** As `QEMU 7.2.22, emulated (tcg)`. */
  readonly described: string
  readonly capabilities: Capabilities
  /** The data disk as a file, to be worked on while no machine uses it; undefined where the driver keeps its own. */
  disk: ((path: string) => DataDisk) | undefined
  /** Starts a machine. @throws VmFailure that says what is missing */
  start(spec: MachineSpec, signal?: AbortSignal): Promise<Machine>
  /** The machine of this folder that a killed process left running, if there is one. */
  adopt(spec: MachineSpec, signal?: AbortSignal): Promise<Machine | undefined>
}
