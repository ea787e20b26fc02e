import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Certificate, makeCertificate } from './certificate.ts'
import { endChild } from './end-child.ts'
import { needExecutable } from './executable.ts'
import { freePort } from './free-port.ts'
import { rawTls } from './raw-tls.ts'
import { run } from './run.ts'

export type RegistryOptions = {
  /** The address it listens at; 127.0.0.1 unless told, where engines ask for no certificate. */
  ip?: string
  /** Who may come in; anybody unless told. */
  account?: { user: string; password: string }
  /** With HTTPS, by a CA of its own; `expired` by a certificate that ended yesterday. */
  tls?: 'good' | 'expired'
}

export type Registry = {
  /** As an image's name begins with it: `127.0.0.1:5000`. */
  host: string
  /** Where it speaks HTTPS. */
  certificate?: Certificate
  stop(): Promise<void>
}

/**
 * Starts a registry with its data in a temp folder.
 * @throws Error when docker-registry isn't installed, or with its log when it doesn't come up
 */
export async function startRegistry({ ip = '127.0.0.1', account, tls }: RegistryOptions = {}): Promise<Registry> {
  const program = needExecutable('docker-registry', 'docker-registry')
  const folder = await mkdtemp(join(tmpdir(), 'slipway-registry-'))
  const host = `${ip}:${await freePort()}`
  const config = join(folder, 'config.yml')
  const log = join(folder, 'registry.log')
  const certificate = tls && (await makeCertificate(folder, { ip, expired: tls === 'expired' }))
  if (account) {
    const htpasswd = needExecutable('htpasswd', 'apache2-utils')
    await writeFile(join(folder, 'htpasswd'), await run(htpasswd, ['-Bbn', account.user, account.password]))
  }
  await writeFile(
    config,
    // JSON is YAML.
    JSON.stringify({
      version: 0.1,
      log: { level: 'warn' },
      storage: { filesystem: { rootdirectory: join(folder, 'data') }, delete: { enabled: true } },
      http: { addr: host, ...(certificate && { tls: { certificate: certificate.cert, key: certificate.key } }) },
      ...(account && { auth: { htpasswd: { realm: 'test', path: join(folder, 'htpasswd') } } }),
    }),
  )
  const child = spawn('sh', ['-c', 'exec "$0" serve "$1" >"$2" 2>&1', program, config, log], { stdio: 'ignore' })
  const stop = async () => {
    await endChild(child)
    await rm(folder, { recursive: true, force: true })
  }
  for (let tries = 0; tries < 400 && child.exitCode === null; tries++) {
    if (await answers(host, tls !== undefined)) return { host, ...(certificate && { certificate }), stop }
    await sleep(25)
  }
  const text = await readFile(log, 'utf8').catch(() => '')
  await stop()
  throw new Error(`The registry didn’t come up. Its log:\n${text.trim()}`)
}

async function answers(host: string, secure: boolean): Promise<boolean> {
  try {
    if (secure) return (await rawTls(host, '/v2/')) > 0
    return (await fetch(`http://${host}/v2/`)).status > 0
  } catch {
    return false
  }
}
