import { isIP } from 'node:net'
import { hostname, networkInterfaces } from 'node:os'
import { SlipwayError } from '../errors.ts'

/** Where to listen, and what protects it. */
export type Listening = {
  host: string
  port: number
  password?: string
  tls?: { cert: Buffer; key: Buffer }
  /** A proxy in front ends TLS. */
  behindProxy: boolean
  /** The address that people use, where it is not this server’s own. */
  publicUrl?: URL
}

const LOOPBACK = ['127.0.0.1', 'localhost', '::1']

const isLoopback = (host: string): boolean => LOOPBACK.includes(host)

/**
 * Refuses to listen where others could come in unasked: whoever controls an engine is as good as root on its machine.
 * @throws SlipwayError INVALID with what is missing
 */
export function checkListening({ host, password, tls, behindProxy, publicUrl }: Listening): void {
  if (behindProxy && !publicUrl) {
    throw new SlipwayError('INVALID', {
      what: 'Behind a proxy, Slipway must know its own address.',
      why: 'It answers only to its own name, and the proxy gives it another one.',
      next: 'Add `--public-url https://…` with the address that people use.',
    })
  }
  if (isLoopback(host) && !behindProxy) return
  const where = behindProxy ? 'behind a proxy' : `at ${host}`
  if (!password) {
    throw new SlipwayError('INVALID', {
      what: `Listening ${where} needs a password.`,
      why: 'Others can come to this address, and whoever controls an engine is as good as root on its machine.',
      next: 'Set SLIPWAY_PASSWORD, or name a file that holds it with `--password-file`.',
    })
  }
  if (!tls && !behindProxy) {
    throw new SlipwayError('INVALID', {
      what: `Listening ${where} needs TLS.`,
      why: 'Without it, the password and all you do can be read on the way.',
      next: 'Give `--tls-cert` and `--tls-key`; or, where a proxy ends TLS, `--behind-proxy` and `--public-url`.',
    })
  }
}

/** The names and addresses by which a server that listens there may be called. */
export function namesOf(host: string): string[] {
  const wildcard = host === '0.0.0.0' || host === '::'
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses?.map(({ address }) => address) ?? [])
  const names = wildcard ? [...own, hostname()] : [host]
  // A link-local address carries its interface after a `%`, which no URL takes.
  return [...LOOPBACK, ...names].filter((name) => (isIP(name) > 0 ? !name.includes('%') : /^[a-z0-9.-]+$/i.test(name)))
}
