import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { endChild } from './end-child.ts'
import { needExecutable } from './executable.ts'
import { freePort } from './free-port.ts'

export type Registry = {
  /** As an image's name begins with it: `127.0.0.1:5000`. */
  host: string
  stop(): Promise<void>
}

/**
 * Starts a registry on 127.0.0.1, with its data in a temp folder; engines reach it without TLS.
 * @throws Error when docker-registry isn't installed, or with its log when it doesn't come up
 */
export async function startRegistry(): Promise<Registry> {
  const program = needExecutable('docker-registry', 'docker-registry')
  const folder = await mkdtemp(join(tmpdir(), 'slipway-registry-'))
  const host = `127.0.0.1:${await freePort()}`
  const config = join(folder, 'config.yml')
  const log = join(folder, 'registry.log')
  await writeFile(
    config,
    // JSON is YAML.
    JSON.stringify({
      version: 0.1,
      log: { level: 'warn' },
      storage: { filesystem: { rootdirectory: join(folder, 'data') }, delete: { enabled: true } },
      http: { addr: host },
    }),
  )
  const child = spawn('sh', ['-c', 'exec "$0" serve "$1" >"$2" 2>&1', program, config, log], { stdio: 'ignore' })
  const stop = async () => {
    await endChild(child)
    await rm(folder, { recursive: true, force: true })
  }
  for (let tries = 0; tries < 400 && child.exitCode === null; tries++) {
    const answer = await fetch(`http://${host}/v2/`).catch(() => undefined)
    if (answer?.ok) return { host, stop }
    await sleep(25)
  }
  const text = await readFile(log, 'utf8').catch(() => '')
  await stop()
  throw new Error(`The registry didn’t come up. Its log:\n${text.trim()}`)
}
