import { copyFile, rename, rm, stat, truncate } from 'node:fs/promises'
import type { VmFolder } from '../folder.ts'

/** Bytes of one log; as many again are kept as `….1`. */
const MOST = 4 * 1024 ** 2

/** Cuts logs that the machine writes when they have grown long; it appends, so it goes on at the new end. */
export async function keepLogsShort({ console, services, complaints }: VmFolder, most = MOST): Promise<void> {
  for (const path of [console, services, complaints]) {
    const size = await stat(path).then(
      (found) => found.size,
      () => 0,
    )
    if (size <= most) continue
    // A few lines written in between may be lost; a full disk would be worse.
    const aside = `${path}.1.new`
    try {
      await copyFile(path, aside)
      await truncate(path)
      await rename(aside, `${path}.1`)
    } finally {
      await rm(aside, { force: true })
    }
  }
}
