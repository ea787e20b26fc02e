import { randomUUID } from 'node:crypto'
import { readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

/** Which host made a container: the machine, the process, and which run of it. */
export const OWNER_LABEL = 'io.slipway.owner'

/** Containers that share the machine’s name have process ids of their own. */
function processSpace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid')
  } catch {
    return ''
  }
}

const machine = `${hostname()} ${processSpace()}`
const run = randomUUID()

/** This host. */
export const owner = JSON.stringify([machine, process.pid, run])

/** Whether the host that made it is gone; unknown where it ran on another machine. */
export function isGone(label: string | undefined): boolean | undefined {
  let parts: unknown
  try {
    parts = JSON.parse(label ?? '')
  } catch {
    return undefined
  }
  if (!Array.isArray(parts) || parts[0] !== machine || typeof parts[1] !== 'number') return undefined
  if (parts[1] === process.pid) return parts[2] !== run
  try {
    process.kill(parts[1], 0)
    return false
  } catch (error) {
    // Another user’s process is there, too.
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}
