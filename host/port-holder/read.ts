import type { PortHolder } from './port-holder.ts'

/** Reads `lsof -Fpc`: a line `p` with the process, then one `c` with its name. */
export function lsofHolder(text: string): PortHolder | undefined {
  const pid = /^p(\d+)$/m.exec(text)?.[1]
  const program = /^c(.+)$/m.exec(text)?.[1]
  return pid === undefined ? undefined : { pid: Number(pid), program: program ?? `process ${pid}` }
}

/** The process in `netstat -ano` of Windows that listens on the port. The words of its columns are in the system’s language. */
export function netstatHolder(text: string, protocol: 'tcp' | 'udp', port: number): number | undefined {
  for (const line of text.split('\n')) {
    const words = line.trim().split(/\s+/)
    const [kind = '', local = '', foreign = ''] = words
    if (kind.toLowerCase() !== protocol || !local.endsWith(`:${port}`)) continue
    // One that listens has no other end.
    if (protocol === 'tcp' && !foreign.endsWith(':0')) continue
    const pid = Number(words.at(-1))
    if (Number.isInteger(pid) && pid > 0) return pid
  }
  return undefined
}

/** The program’s name in `tasklist /FO CSV`. */
export const tasklistName = (text: string): string | undefined => /^"([^"]+)","\d+"/m.exec(text)?.[1]

/** The inodes of the sockets in `/proc/net/tcp` or `udp` that are bound to the port; of TCP those that listen. */
export function socketInodes(text: string, protocol: 'tcp' | 'udp', port: number): string[] {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0')
  return text
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [, local, , state, , , , , , inode] = line.trim().split(/\s+/)
      const fits = local?.endsWith(`:${wanted}`) && (protocol === 'udp' || state === '0A')
      return fits && inode !== undefined && inode !== '0' ? [inode] : []
    })
}
