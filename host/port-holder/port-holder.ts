import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { linuxHolder } from './linux.ts'
import { lsofHolder, netstatHolder, tasklistName } from './read.ts'

/** A program that listens on a port. */
export type PortHolder = { pid: number; program: string }

const SLOW_MS = 5_000

/**
 * The program of this computer that holds a port; nothing when the system does not say, as for another user’s program.
 * Takes up to some hundred milliseconds: for when a port was found taken.
 */
export async function portHolder(protocol: 'tcp' | 'udp', port: number): Promise<PortHolder | undefined> {
  try {
    if (process.platform === 'linux') return await linuxHolder(protocol, port)
    if (process.platform === 'win32') {
      const pid = netstatHolder(await output('netstat', ['-ano', '-p', protocol]), protocol, port)
      if (pid === undefined) return undefined
      const listed = await output('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'])
      return { pid, program: tasklistName(listed) ?? `process ${pid}` }
    }
    const which = protocol === 'tcp' ? [`-iTCP:${port}`, '-sTCP:LISTEN'] : [`-iUDP:${port}`]
    return lsofHolder(await output('lsof', ['-nP', '-Fpc', ...which]))
  } catch {
    // Who holds it is a help, not the matter itself.
    return undefined
  }
}

async function output(program: string, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(program, args, { timeout: SLOW_MS, windowsHide: true })
  return stdout
}
