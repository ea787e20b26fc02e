import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { nodeEnvironment, nodeFlags } from '../../scripts/node-options.mjs'
import { endChild } from './end-child.ts'
import { endingWithUs } from './ending-with-us.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const MAIN = join(ROOT, 'host', 'cli', 'main.ts')
const READY_MS = 20_000

const firstLine = z.object({ url: z.string(), signInUrl: z.string(), port: z.number() })

export type ProductOptions = {
  /** The engine it serves, by its address. */
  engine: { address: string }
  /** Further arguments of `slipway serve`. */
  args?: readonly string[]
  /** A folder with what it is to know already, which goes with it; an empty one unless told. */
  stateFolder?: string
}

export type Product = z.infer<typeof firstLine> & {
  /** Where it keeps settings and what else outlives it. */
  stateFolder: string
  /** The process that serves. */
  pid: number
  /** Ends it and removes its state; gives its exit code. */
  stop(): Promise<number | null>
}

/**
 * Starts `slipway serve` on a free port, with a home and state of its own, and waits until it says where it is.
 * @throws Error with what it wrote on stderr when it ends or says nothing in time
 */
export async function startProduct(options: ProductOptions): Promise<Product> {
  const stateFolder = options.stateFolder ?? (await mkdtemp(join(tmpdir(), 'slipway-state-')))
  const { DOCKER_HOST: _host, DOCKER_CONTEXT: _context, DOCKER_CONFIG: _config, ...env } = process.env
  const [program, ...args] = endingWithUs(process.execPath, [
    ...nodeFlags,
    ...[MAIN, 'serve', '--port', '0', '--json', '--engine', options.engine.address],
    ...(options.args ?? []),
  ])
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...nodeEnvironment(ROOT), ...env, HOME: stateFolder, SLIPWAY_STATE: stateFolder },
  })
  const complaints: string[] = []
  createInterface(child.stderr).on('line', (line) => {
    complaints.push(line)
    if (complaints.length > 40) complaints.shift()
  })
  const stop = async () => {
    const code = await endChild(child)
    await rm(stateFolder, { recursive: true, force: true })
    return code
  }
  try {
    const line = await new Promise<string>((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`slipway serve ${why}\n${complaints.join('\n')}`))
      const timer = setTimeout(() => fail(`said nothing within ${READY_MS / 1000} s.`), READY_MS)
      createInterface(child.stdout).once('line', resolve)
      child.once('error', reject)
      child.once('close', (code, signal) => fail(`ended with ${code ?? signal}.`))
      child.stdout.once('data', () => clearTimeout(timer))
      child.once('close', () => clearTimeout(timer))
    })
    const said = firstLine.parse(JSON.parse(line))
    return { ...said, stateFolder, pid: child.pid ?? 0, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
