import type { VmLive, VmMountReport, VmSettings } from '../../contract/index.ts'
import type { Door } from './connection/door.ts'
import type { Guest } from './control.ts'
import type { Machine, Share } from './driver.ts'
import type { VmFolder } from './folder.ts'

/** A machine that runs, with all that is needed to stand on it. */
export type MachineLink = {
  folder: VmFolder
  settings: VmSettings
  machine: Machine
  guest: Guest
  /** What it was started with. */
  shares: readonly Share[]
  /** The way to its engine on this computer. */
  door: Door
  /** Shows what stands on it now, and what of it failed. */
  show(live: VmLive): void
}

/** Something that lives as long as a machine runs: the connection to its engine, its ports, its shares. */
export type Attachment = {
  /**
   * Resolves when what it brings works from the host’s side; called once the guest says that its engine answers.
   * @throws SlipwayError with the reason
   */
  ready(signal: AbortSignal): Promise<void>
  /** The machine is about to be saved: lets go of what a saved machine can’t have. */
  suspend(): Promise<void>
  /** The machine goes on, after a pause or from a saved state; its clock is set. */
  resumed(): Promise<void>
  /** Whether something in the machine has work to do. */
  busy(): boolean
  /** Tries how a folder of this computer does as a container’s mount. @throws SlipwayError */
  tryMount?(path: string): Promise<VmMountReport>
  /** The machine ends, or is let go of. */
  close(): Promise<void>
}

/** Begins an attachment; called once the guest’s network is up. */
export type Attach = (link: MachineLink) => Promise<Attachment>
