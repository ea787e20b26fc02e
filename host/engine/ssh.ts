import { homedir, userInfo } from 'node:os'
import type { Duplex } from 'node:stream'
import type { ClientChannel } from 'ssh2'
import { quote } from '../../contract/shell.ts'
import { SlipwayError } from '../errors.ts'
import { ChannelRefused, ChannelSocket, SshLink, sshOptions } from '../ssh/index.ts'
import { addressOf, type SshEndpoint } from './endpoint.ts'

const USUAL_SOCKET = '/var/run/docker.sock'
/** Milliseconds that a connection stays after its last use: the next request follows soon, or none does. */
const IDLE_MS = 5_000

/** One connection to each computer, for the whole process. */
const links = new Map<string, SshLink>()
const trusted = new Set<string>()

/** Takes a key as that host’s, for the connections that are made from now on. */
export function trustKey(host: string, fingerprint: string): void {
  trusted.add(`${host} ${fingerprint}`)
}

/**
 * Opens one stream to an engine on another computer: to its socket, or by `docker system dial-stdio` there.
 * @throws SlipwayError with the reason, or the system’s own error
 */
export async function dialSsh(endpoint: SshEndpoint, signal?: AbortSignal): Promise<Duplex> {
  const link = linkTo(endpoint)
  try {
    return await link.dialUnix(endpoint.path ?? USUAL_SOCKET, signal)
  } catch (error) {
    // An SSH server may not forward sockets, or the engine’s may lie elsewhere; the docker command there knows.
    if (error instanceof ChannelRefused) return await dialByCommand(link, endpoint, signal)
    throw error
  }
}

function linkTo(endpoint: SshEndpoint): SshLink {
  // Two paths on one computer share its connection.
  const { path: _path, ...computer } = endpoint
  const address = addressOf(computer)
  const known = links.get(address)
  if (known) return known
  const person = {
    home: homedir(),
    user: userInfo().username,
    environment: process.env,
    platform: process.platform,
    trusts: (name: string, print: string) => trusted.has(`${name} ${print}`),
  }
  const link = new SshLink({ ...sshOptions(endpoint, person), idle: IDLE_MS })
  links.set(address, link)
  return link
}

/** What the docker command itself does for `ssh://`. Its failure comes as the stream’s. */
async function dialByCommand(link: SshLink, endpoint: SshEndpoint, signal?: AbortSignal): Promise<Duplex> {
  const where = endpoint.path === undefined ? '' : `--host ${quote(`unix://${endpoint.path}`)} `
  const command = `docker ${where}system dial-stdio`
  let channel: ClientChannel
  try {
    channel = await link.start(command, signal)
  } catch (error) {
    if (error instanceof ChannelRefused) throw noCommand(endpoint, error.message)
    throw error
  }
  let complaint = ''
  channel.stderr.on('data', (part: Buffer) => {
    if (complaint.length < 2_000) complaint += part.toString()
  })
  // Its output may end before its code comes, which says why.
  const ended = new Promise<void>((resolve) => {
    channel.once('close', resolve)
    channel.once('exit', (code: number | null) => {
      if (code !== 0) stream.destroy(noCommand(endpoint, complaint.trim() || `\`${command}\` ended with ${code}.`))
      resolve()
    })
  })
  const stream = new ChannelSocket(channel, ended)
  return stream
}

const noCommand = (endpoint: SshEndpoint, why: string) =>
  new SlipwayError('ENGINE_UNREACHABLE', {
    what: `There is no engine to be had at ${addressOf(endpoint)}.`,
    why: `SSH let you in, but neither ${endpoint.path ?? USUAL_SOCKET} nor the docker command there answers: ${why}`,
    next: 'Check that Docker runs on that computer and that your user there may use it: `docker info`.',
  })
