import { readdir, readFile, readlink } from 'node:fs/promises'
import { basename } from 'node:path'
import type { PortHolder } from './port-holder.ts'
import { socketInodes } from './read.ts'

/** Finds the holder by the kernel’s list of sockets, and the process that has that socket open. */
export async function linuxHolder(protocol: 'tcp' | 'udp', port: number): Promise<PortHolder | undefined> {
  const lists = await Promise.all(
    [protocol, `${protocol}6`].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')),
  )
  const sockets = new Set(
    lists.flatMap((text) => socketInodes(text, protocol, port)).map((inode) => `socket:[${inode}]`),
  )
  if (sockets.size === 0) return undefined
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid) || !(await opens(pid, sockets))) continue
    const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')
    return { pid: Number(pid), program: (await programOf(pid, name.trim())) || `process ${pid}` }
  }
  return undefined
}

/** What a person knows it by: some runtimes call their process after its first thread. */
async function programOf(pid: string, name: string): Promise<string> {
  return name === 'MainThread' ? basename(await readlink(`/proc/${pid}/exe`).catch(() => name)) : name
}

async function opens(pid: string, sockets: ReadonlySet<string>): Promise<boolean> {
  // Other users’ processes are not ours to look into.
  const files = await readdir(`/proc/${pid}/fd`).catch(() => [])
  const targets = await Promise.all(files.map((file) => readlink(`/proc/${pid}/fd/${file}`).catch(() => '')))
  return targets.some((target) => sockets.has(target))
}
