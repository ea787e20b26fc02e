import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import ssh2, { type AnyAuthMethod, type ServerHostKeyAlgorithm } from 'ssh2'
import { type HostConfig, readHostConfig, untilde } from './config.ts'
import { fingerprint, judge, type KnownHost, knownKinds, knownName, parseKnownHosts } from './known-hosts.ts'
import type { Credentials, LinkOptions } from './link.ts'
import { changedKey, noKeys, revokedKey, unknownKey, viaProxy } from './problems.ts'

/** A host as the person named it; what is left out comes from `~/.ssh/config`. */
export type Target = { host: string; user?: string; port?: number }

/** Whose keys and known hosts are used. */
export type Person = {
  home: string
  user: string
  environment: NodeJS.ProcessEnv
  platform: NodeJS.Platform
  /** Whether the person said, here, that a host’s key is good. */
  trusts(name: string, fingerprint: string): boolean
}

const CONNECT_MS = 10_000
const DEFAULT_KEYS = ['id_ed25519', 'id_ecdsa', 'id_rsa']
const DEFAULT_KNOWN = ['known_hosts', 'known_hosts2']
const KEY_ALGORITHMS: readonly ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
]

/**
 * How a host is reached as the `ssh` command would: with `~/.ssh/config`, the agent, the key files and `known_hosts`.
 * @throws SlipwayError UNSUPPORTED when the configuration has a way around, as ProxyJump
 */
export function sshOptions(target: Target, person: Person): Omit<LinkOptions, 'patience' | 'idle'> {
  const folder = join(person.home, '.ssh')
  const config = readHostConfig(join(folder, 'config'), target.host, person.home)
  const name = nameOf(target)
  if (config.detour !== undefined) throw viaProxy(name, config.detour)
  const host = config.hostName ?? target.host
  const port = target.port ?? config.port ?? 22
  const user = target.user ?? config.user ?? person.user
  const known = knownName(config.hostKeyAlias ?? host, config.hostKeyAlias ? 22 : port)
  const path = (text: string) => expand(text, { person, host, port, user })
  const readKnown = () => readKnownHosts(config, person, path)
  return {
    name,
    open: (signal) => openTcp(host, port, signal),
    credentials: async () => credentials({ name, user, config, person, path, algorithms: order(readKnown(), known) }),
    refuse: (key) => {
      switch (judge(readKnown(), known, key)) {
        case 'known':
          return undefined
        case 'changed':
          return changedKey(name, known, key)
        case 'revoked':
          return revokedKey(name, key)
        default:
          return accepts(config, person, known, key) ? undefined : unknownKey(name, known, key)
      }
    },
  }
}

const nameOf = ({ host, user, port }: Target): string =>
  `ssh://${user === undefined ? '' : `${user}@`}${host.includes(':') ? `[${host}]` : host}${port === undefined ? '' : `:${port}`}`

function accepts({ strictHostKeyChecking }: HostConfig, person: Person, known: string, key: Buffer): boolean {
  // Who turned the question off for `ssh` is not asked here either.
  if (strictHostKeyChecking !== undefined && ['no', 'off', 'accept-new'].includes(strictHostKeyChecking)) return true
  return person.trusts(known, fingerprint(key))
}

async function openTcp(host: string, port: number, signal: AbortSignal): Promise<Duplex> {
  return await new Promise((resolve, reject) => {
    const socket = connect({ host, port })
    const fail = (error: unknown) => {
      leave()
      socket.destroy()
      reject(error)
    }
    const done = () => {
      leave()
      socket.setNoDelay(true)
      resolve(socket)
    }
    const abort = () => fail(signal.reason)
    const timer = setTimeout(
      () => fail(Object.assign(new Error(`no answer within ${CONNECT_MS / 1000} s`), { code: 'ETIMEDOUT' })),
      CONNECT_MS,
    )
    const leave = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
      socket.off('error', fail).off('connect', done)
    }
    signal.addEventListener('abort', abort, { once: true })
    socket.once('error', fail).once('connect', done)
  })
}

type Expansion = { person: Person; host: string; port: number; user: string }

/** The `~` and `%` signs of ssh_config(5) that paths have in practice. */
function expand(text: string, { person, host, port, user }: Expansion): string {
  const signs: Record<string, string> = {
    '%': '%',
    d: person.home,
    h: host,
    p: String(port),
    r: user,
    u: person.user,
  }
  return untilde(text, person.home).replace(/%(.)/g, (whole, sign: string) => signs[sign] ?? whole)
}

function readKnownHosts(config: HostConfig, person: Person, path: (text: string) => string): KnownHost[] {
  const own = DEFAULT_KNOWN.map((name) => join(person.home, '.ssh', name))
  const files = config.knownHostsFiles.length > 0 ? config.knownHostsFiles.map(path) : own
  const shared = person.platform === 'win32' ? [] : DEFAULT_KNOWN.map((name) => `/etc/ssh/ssh_${name}`)
  return [...files, ...shared].flatMap((file) => parseKnownHosts(read(file) ?? ''))
}

/** A server shows one key: it is asked for a kind by which it is known. */
function order(known: readonly KnownHost[], name: string): ServerHostKeyAlgorithm[] {
  const kinds = new Set(knownKinds(known, name))
  const fits = (algorithm: string) => kinds.has(algorithm.startsWith('rsa-') ? 'ssh-rsa' : algorithm)
  return [...KEY_ALGORITHMS.filter(fits), ...KEY_ALGORITHMS.filter((algorithm) => !fits(algorithm))]
}

type Wanted = {
  name: string
  user: string
  config: HostConfig
  person: Person
  path: (text: string) => string
  algorithms: ServerHostKeyAlgorithm[]
}

function credentials({ name, user, config, person, path, algorithms }: Wanted): Credentials {
  const methods: AnyAuthMethod[] = []
  const agent = agentOf(config, person, path)
  if (agent !== undefined && !config.identitiesOnly) methods.push({ type: 'agent', username: user, agent })
  const named = config.identityFiles.map(path)
  const files = named.length > 0 ? named : DEFAULT_KEYS.map((file) => join(person.home, '.ssh', file))
  const locked: string[] = []
  for (const file of files) {
    const text = read(file)
    if (text === undefined) continue
    const key = ssh2.utils.parseKey(text)
    if (key instanceof Error) locked.push(file)
    else methods.push({ type: 'publickey', username: user, key })
  }
  // An agent may hold the key of a file that can't be read without its passphrase.
  if (methods.length === 0 && agent !== undefined) methods.push({ type: 'agent', username: user, agent })
  return {
    methods,
    algorithms: { serverHostKey: algorithms },
    ...(methods.length === 0 && { refused: noKeys(name, files, locked) }),
  }
}

function agentOf(config: HostConfig, person: Person, path: (text: string) => string): string | undefined {
  const { identityAgent } = config
  if (identityAgent?.toLowerCase() === 'none') return undefined
  if (identityAgent !== undefined && identityAgent !== 'SSH_AUTH_SOCK') {
    return identityAgent.startsWith('$') ? person.environment[identityAgent.slice(1)] : path(identityAgent)
  }
  const told = person.environment.SSH_AUTH_SOCK
  return told || (person.platform === 'win32' ? '\\\\.\\pipe\\openssh-ssh-agent' : undefined)
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // Not there, or not ours to read.
    return undefined
  }
}
