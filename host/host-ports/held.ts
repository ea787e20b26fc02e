import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { HostPort } from '../../contract/index.ts'
import { kernelPorts, netstatPorts } from './read.ts'

const SLOW_MS = 5_000

/** The ports that programs of this computer hold; of TCP those that are listened on. None where the system does not say. */
export async function heldPorts(): Promise<HostPort[]> {
  if (process.platform !== 'linux') return netstatPorts(await netstat())
  const lists = await Promise.all(
    (['tcp', 'udp'] as const).flatMap((protocol) =>
      [protocol, `${protocol}6`].map(async (name) =>
        kernelPorts(await readFile(`/proc/net/${name}`, 'utf8').catch(() => ''), protocol),
      ),
    ),
  )
  return lists.flat()
}

async function netstat(): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('netstat', ['-an'], {
      timeout: SLOW_MS,
      windowsHide: true,
      maxBuffer: 16 * 1024 * 1024,
    })
    return stdout
  } catch {
    // To know them is a help: the engine says it, too, when it can’t have a port.
    return ''
  }
}
