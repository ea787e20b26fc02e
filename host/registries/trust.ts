import { readdir, readFile } from 'node:fs/promises'
import { BlockList, isIP } from 'node:net'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { EngineClient } from '../engine/index.ts'

/** How far a registry's certificate is to be trusted. */
export type Trust = {
  /** False for a registry that the engine takes without a good certificate, or without any. */
  verify: boolean
  ca: string[]
  cert?: string
  key?: string
}

const info = z.object({
  RegistryConfig: z
    .object({
      IndexConfigs: z.record(z.string(), z.object({ Secure: z.boolean().default(true) })).nullish(),
      InsecureRegistryCIDRs: z.array(z.string()).nullish(),
    })
    .nullish(),
})

/** Where docker looks for certificates of a registry, by its host. */
const FOLDERS = ['/etc/docker/certs.d', join(homedir(), '.config/docker/certs.d'), join(homedir(), '.docker/certs.d')]

/** Trusts a registry as the engine does; without an engine, as docker does by default. */
export async function trustOf(host: string, client: EngineClient | undefined): Promise<Trust> {
  const verify = !isLoopback(host) && !(await isInsecure(host, client))
  return { verify, ...(await certificatesOf(host)) }
}

const nameOf = (host: string) => host.replace(/:\d+$/, '').replace(/^\[|\]$/g, '')

function isLoopback(host: string): boolean {
  const name = nameOf(host)
  return name === 'localhost' || name === '::1' || /^127\.\d+\.\d+\.\d+$/.test(name)
}

async function isInsecure(host: string, client: EngineClient | undefined): Promise<boolean> {
  if (!client) return false
  let said: z.infer<typeof info>
  try {
    said = await client.json(info, 'GET', '/info')
  } catch {
    // An engine that is away can't loosen anything.
    return false
  }
  const { IndexConfigs, InsecureRegistryCIDRs } = said.RegistryConfig ?? {}
  if (IndexConfigs && Object.hasOwn(IndexConfigs, host) && IndexConfigs[host]?.Secure === false) return true
  const name = nameOf(host)
  const family = isIP(name)
  if (family === 0) return false
  const list = new BlockList()
  for (const cidr of InsecureRegistryCIDRs ?? []) {
    const [net = '', bits = ''] = cidr.split('/')
    if (isIP(net) !== 0) list.addSubnet(net, Number(bits), isIP(net) === 6 ? 'ipv6' : 'ipv4')
  }
  return list.check(name, family === 6 ? 'ipv6' : 'ipv4')
}

async function certificatesOf(host: string): Promise<Omit<Trust, 'verify'>> {
  const found: Omit<Trust, 'verify'> = { ca: [] }
  // A host has been checked: it has no slash, and is no `..`.
  for (const folder of FOLDERS.map((parent) => join(parent, host))) {
    for (const name of await readdir(folder).catch(() => [])) {
      const text = await readFile(join(folder, name), 'utf8').catch(() => undefined)
      if (text === undefined) continue
      if (name.endsWith('.crt')) found.ca.push(text)
      else if (name.endsWith('.cert')) found.cert = text
      else if (name.endsWith('.key')) found.key = text
    }
  }
  return found
}
