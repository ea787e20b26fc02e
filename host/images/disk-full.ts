import { SlipwayError } from '../errors.ts'

/** Whether an engine’s words say that there is no room. */
export const isDiskFull = (said: string): boolean => /no space left on device|disk quota exceeded/i.test(said)

/** The engine had no room to unpack something. `what` is what did not work. */
export const engineDiskFull = (what: string, said: string): SlipwayError =>
  new SlipwayError('DISK_FULL', {
    what: 'The engine’s disk is full.',
    why: `${what} Unpacked, it needs more room than there is on the disk where the engine keeps its images (${said}).`,
    next: 'Remove images, containers or volumes that are not needed, then try again: Disk shows what can be freed.',
  })
