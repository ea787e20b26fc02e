import { statfs } from 'node:fs/promises'
import { hostname, uptime } from 'node:os'
import { z } from 'zod'
import type { EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'

const info = z.object({
  SystemTime: z.string().nullish(),
  DockerRootDir: z.string().nullish(),
  Name: z.string().nullish(),
})
const network = z.object({ Created: z.string() })

/** A clock that is off by less is not off: asking takes time, too; milliseconds. */
const SKEW_MS = 2_000

/** What matters of an engine at the beginning of a connection. Times are milliseconds. */
export type EngineState = {
  /** How far the engine's clock is ahead of this computer's. */
  ahead: number
  /** When the engine was started, by its own clock; undefined where it leaves no trace of that. */
  started: number | undefined
  /** The folder of this computer in which the engine keeps what it has; undefined when that is elsewhere. */
  folder: string | undefined
  /** When this computer was started, where the engine runs on it. */
  booted: number | undefined
}

/** @throws SlipwayError */
export async function readEngineState(client: EngineClient, here: boolean, signal: AbortSignal): Promise<EngineState> {
  const asked = Date.now()
  const { SystemTime, DockerRootDir, Name } = await client.json(info, 'GET', '/info', { signal })
  const ahead = SystemTime ? Date.parse(SystemTime) - (asked + Date.now()) / 2 : 0
  const same = here && client.endpoint.kind !== 'vm' && Name === hostname()
  return {
    ahead: Math.abs(ahead) < SKEW_MS || Number.isNaN(ahead) ? 0 : ahead,
    started: await bridgeMade(client, signal),
    folder: same && DockerRootDir ? DockerRootDir : undefined,
    booted: same ? Date.now() - uptime() * 1_000 : undefined,
  }
}

/** dockerd makes its own bridge anew whenever it starts. */
async function bridgeMade(client: EngineClient, signal: AbortSignal): Promise<number | undefined> {
  try {
    const { Created } = await client.json(network, 'GET', '/networks/bridge', { signal })
    return Date.parse(Created) || undefined
  } catch (error) {
    if (error instanceof SlipwayError && error.code !== 'ENGINE_UNREACHABLE') return undefined
    throw error
  }
}

/** Bytes free (to others than root) and in all on the disk of a folder; undefined when it can't be seen. */
export async function diskOf(folder: string): Promise<{ free: number; total: number } | undefined> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder)
    return { free: bavail * bsize, total: blocks * bsize }
  } catch {
    return undefined
  }
}
