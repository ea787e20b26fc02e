import { randomUUID } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname, uptime } from 'node:os'
import { z } from 'zod'

/** Which host made a container: the machine, the process, which run of it, and when that began. */
export const OWNER_LABEL = 'io.slipway.owner'

const written = z.tuple([z.string(), z.number(), z.string(), z.string()])

/** Containers that share the machine’s name have process ids of their own. */
function processSpace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid')
  } catch {
    return ''
  }
}

/**
 * When a process began, as no other one of its id did: the machine’s start and ticks since then; undefined where the
 * system does not tell. See proc_pid_stat(5): the name in brackets may hold anything.
 */
function beginOf(pid: number): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return `${boot} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`
  } catch {
    return undefined
  }
}

const machine = `${hostname()} ${processSpace()}`
const run = randomUUID()
const began = beginOf(process.pid) ?? new Date(Date.now() - process.uptime() * 1000).toISOString()

/** This host. */
export const owner = JSON.stringify([machine, process.pid, run, began])

/** Whether the host that made it is gone; unknown where it ran on another machine. */
export function isGone(label: string | undefined): boolean | undefined {
  const parsed = written.safeParse(parse(label))
  if (!parsed.success) return undefined
  const [where, pid, theirs, begin] = parsed.data
  if (where !== machine) return undefined
  if (pid === process.pid) return theirs !== run
  try {
    process.kill(pid, 0)
  } catch (error) {
    // Another user’s process is there, too.
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return true
  }
  // There is one of that id: another one, where it began at another time, or the machine did since.
  const now = beginOf(pid)
  return now === undefined ? Date.parse(begin) < Date.now() - uptime() * 1000 : now !== begin
}

function parse(label: string | undefined): unknown {
  try {
    return JSON.parse(label ?? '')
  } catch {
    return undefined
  }
}
