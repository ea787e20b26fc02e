import { execFile } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'
import { promisify } from 'node:util'

const KIB = 1024
/** What stat counts in, whatever the file system’s own blocks are. */
const BLOCK = 512

/** Bytes of this computer’s memory that a process has now; undefined where the system does not tell. */
export async function residentBytes(
  pid: number | undefined,
  platform: NodeJS.Platform = process.platform,
): Promise<number | undefined> {
  if (pid === undefined || platform === 'win32') return undefined
  try {
    if (platform !== 'linux') {
      const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)])
      return whole(stdout.trim(), KIB)
    }
    const status = await readFile(`/proc/${pid}/status`, 'utf8')
    return whole(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1], KIB)
  } catch {
    // It has ended meanwhile.
    return undefined
  }
}

/** Bytes that a file takes on the disk, its holes left out; undefined where the system does not tell, or it isn’t there. */
export async function allocatedBytes(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined) return undefined
  return Number.isFinite(found.blocks) ? found.blocks * BLOCK : undefined
}

function whole(text: string | undefined, unit: number): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) * unit : undefined
}
