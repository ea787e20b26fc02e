import { readFileSync } from 'node:fs'
import type { Listening } from '../serve/index.ts'
import { readOptions, UsageError } from './command.ts'

export type ServeArguments = {
  listening: Listening
  engine?: string
  json: boolean
  open: boolean
  vm: boolean
  help: boolean
}

export const serveHelp = `Usage: slipway serve [options]

Shows Slipway in a browser. Prints its address and a link that lets one browser in, once.

  --port N            listen at this port; 0, or nothing, for a free one
  --host ADDRESS      listen at this address instead of 127.0.0.1
  --engine ADDRESS    begin with this engine, as unix:///var/run/docker.sock or tcp://host:2376
  --open              open the browser
  --vm                where this computer has no engine, start one in a small Linux machine of Slipway’s own
  --json              print {"url","signInUrl","port"} as the first line

To let others in (any --host but this computer’s own):
  --password-file F   the file that holds the password; or set SLIPWAY_PASSWORD
  --tls-cert FILE     certificate, PEM
  --tls-key FILE      its key, PEM
  --behind-proxy      a proxy in front ends TLS
  --public-url URL    the address that people use, as https://slipway.example
`

/** Reads what follows `slipway serve`. @throws UsageError naming the word that is wrong */
export function serveArguments(args: readonly string[], environment: NodeJS.ProcessEnv): ServeArguments {
  const given = readOptions(args, {
    port: { type: 'string' },
    host: { type: 'string' },
    engine: { type: 'string' },
    open: { type: 'boolean' },
    vm: { type: 'boolean' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
    'password-file': { type: 'string' },
    'tls-cert': { type: 'string' },
    'tls-key': { type: 'string' },
    'behind-proxy': { type: 'boolean' },
    'public-url': { type: 'string' },
  })
  const passwordFile = given['password-file']
  const password = passwordFile === undefined ? environment.SLIPWAY_PASSWORD : passwordIn(passwordFile)
  const [cert, key] = [given['tls-cert'], given['tls-key']]
  if ((cert === undefined) !== (key === undefined)) {
    throw new UsageError('--tls-cert and --tls-key go together.')
  }
  const publicUrl = given['public-url']
  return {
    listening: {
      host: given.host === 'localhost' ? '127.0.0.1' : (given.host ?? '127.0.0.1'),
      port: portOf(given.port ?? '0'),
      behindProxy: given['behind-proxy'] ?? false,
      ...(password && { password }),
      ...(cert !== undefined && key !== undefined && { tls: { cert: bytesOf(cert), key: bytesOf(key) } }),
      ...(publicUrl !== undefined && { publicUrl: urlOf(publicUrl) }),
    },
    ...(given.engine !== undefined && { engine: given.engine }),
    json: given.json ?? false,
    open: given.open ?? false,
    vm: given.vm ?? false,
    help: given.help ?? false,
  }
}

function portOf(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
  throw new UsageError(`--port takes a number from 0 to 65535, not “${text}”.`)
}

function urlOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.pathname !== '/' || url.search || url.hash) {
    throw new UsageError(`--public-url takes an address as https://slipway.example, without a path, not “${text}”.`)
  }
  return url
}

function passwordIn(path: string): string {
  const password = bytesOf(path)
    .toString('utf8')
    .replace(/\r?\n$/, '')
  if (password === '') throw new UsageError(`The password file ${path} is empty.`)
  return password
}

function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    throw new UsageError(`${path} can’t be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}
