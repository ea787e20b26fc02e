import { z } from 'zod'
import type { EngineFacts } from '../../contract/index.ts'
import { SlipwayError } from '../errors.ts'
import type { EngineClient } from './client.ts'
import { addressOf } from './endpoint.ts'

/** The oldest API we speak: Docker 20.10. */
const OLDEST = 41
/** The newest we know: Docker 28.3. */
const NEWEST = 51

const info = z.object({
  ServerVersion: z.string().default(''),
  OperatingSystem: z.string().default(''),
  Architecture: z.string().default(''),
  Name: z.string().default(''),
  NCPU: z.number().default(0),
  MemTotal: z.number().default(0),
  Driver: z.string().default(''),
  CgroupVersion: z.string().default('1'),
  SecurityOptions: z.array(z.string()).nullish(),
})

const TIMELY_MS = 5_000

/**
 * Asks which API versions are spoken at the other end and settles on one; sets `client.apiVersion`.
 * @throws SlipwayError NOT_AN_ENGINE, ENGINE_TOO_OLD, or what `send` throws
 */
export async function negotiate(
  client: EngineClient,
  signal?: AbortSignal,
): Promise<{ spoken: string; server: string }> {
  const timely = { timeout: TIMELY_MS, ...(signal && { signal }) }
  client.apiVersion = ''
  const pong = await client.send('GET', '/_ping', timely)
  pong.resume()
  const spoken = pong.headers['api-version']
  const server = String(pong.headers.server ?? '')
  if (typeof spoken !== 'string' || !/^1\.\d+$/.test(spoken)) throw notAnEngine(client, pong.statusCode)
  const minor = Number(spoken.slice(2))
  if (minor < OLDEST) {
    throw new SlipwayError('ENGINE_TOO_OLD', {
      what: `The engine at ${addressOf(client.endpoint)} is too old.`,
      why: `It speaks API ${spoken}; Slipway needs 1.${OLDEST} (Docker 20.10) or newer.`,
      next: 'Update the engine, for example by https://docs.docker.com/engine/install.',
    })
  }
  client.apiVersion = `1.${Math.min(minor, NEWEST)}`
  return { spoken, server }
}

/** Negotiates, and finds out what kind of engine it is. @throws as `negotiate` */
export async function handshake(client: EngineClient, signal?: AbortSignal): Promise<EngineFacts> {
  const { spoken, server } = await negotiate(client, signal)
  const timely = { timeout: TIMELY_MS, ...(signal && { signal }) }
  const facts = await client.json(info, 'GET', '/info', timely)
  return {
    product: /libpod/i.test(server) ? 'podman' : 'docker',
    version: facts.ServerVersion,
    apiVersion: spoken,
    operatingSystem: facts.OperatingSystem,
    architecture: facts.Architecture,
    hostname: facts.Name,
    cpus: facts.NCPU,
    memory: facts.MemTotal,
    storageDriver: facts.Driver,
    cgroupVersion: facts.CgroupVersion,
    rootless: facts.SecurityOptions?.some((option) => option.includes('rootless')) ?? false,
  }
}

function notAnEngine(client: EngineClient, status: number | undefined): SlipwayError {
  return new SlipwayError('NOT_AN_ENGINE', {
    what: `What listens at ${addressOf(client.endpoint)} is not a Docker engine.`,
    why: `It speaks HTTP, but answers ${status ?? 'nothing'} to \`/_ping\` and names no API version.`,
    next: 'Check the address; `docker context ls` shows those that are known.',
  })
}
