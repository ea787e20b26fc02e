import type { VmStage } from '../../../contract/index.ts'

/** Milliseconds that each stage may take on a machine with hardware acceleration. */
const DEADLINES: Record<VmStage, number> = {
  // At the first start it is unpacked too.
  image: 180_000,
  // 170 MB come from Debian’s archive.
  build: 1_800_000,
  // Includes an accelerator being tried.
  hypervisor: 120_000,
  // A check after a crash reads all that the disk’s file says about itself.
  disk: 600_000,
  machine: 120_000,
  resume: 60_000,
  kernel: 30_000,
  root: 20_000,
  network: 20_000,
  // A file system of many files is checked after a crash, and tables are written for one that grew.
  data: 600_000,
  engine: 90_000,
}
/** How much longer all takes that an emulated processor does. */
const EMULATED = 5
const IN_THE_GUEST: readonly VmStage[] = ['resume', 'kernel', 'root', 'network', 'data', 'engine']

/** When a stage that begins now will be given up, in milliseconds. */
export function deadlineOf(stage: VmStage, emulated: boolean): number {
  return DEADLINES[stage] * (emulated && IN_THE_GUEST.includes(stage) ? EMULATED : 1)
}

/** What a stage waits for, as a person would say it. */
export const WAITS_FOR: Record<VmStage, string> = {
  image: 'the image to be checked and unpacked',
  build: 'the image to be built from Debian’s packages',
  hypervisor: 'QEMU to be found and tried',
  disk: 'the data disk to be made ready',
  machine: 'QEMU to start',
  resume: 'the saved machine to go on',
  kernel: 'the kernel’s first word',
  root: 'the system’s image to be mounted',
  network: 'the network',
  data: 'the data disk to be checked and mounted',
  engine: 'the engine to answer',
}
