import { createHash } from 'node:crypto'
import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { EngineSource } from '../../contract/index.ts'
import { addressOf, type Endpoint, type TlsFiles } from './endpoint.ts'
import { parseEndpoint } from './parse-endpoint.ts'

export type Found = { name: string; endpoint: Endpoint; source: EngineSource; current: boolean }
export type Surroundings = {
  environment: NodeJS.ProcessEnv
  home: string
  platform: NodeJS.Platform
  uid: number
  /** Where Slipway itself offers an engine to other programs: none of the engines, or it would lead to itself. */
  published?: string
  /** Virtual machines of Slipway’s own: where each publishes its engine while it runs. */
  virtualMachines?: () => readonly { name: string; path: string; own: string }[]
}

/** Engines that this computer knows of: DOCKER_HOST, Docker contexts, the well-known sockets that exist. One each. */
export async function discover(around: Surroundings): Promise<Found[]> {
  const found = [
    ...fromEnvironment(around),
    ...(await fromContexts(around)),
    ...(await fromWellKnown(around)),
    ...fromVirtualMachines(around),
  ]
  const seen = new Set<string>()
  const engines: Found[] = []
  for (const one of found) {
    const key = await placeOf(one.endpoint)
    if (seen.has(key) || isPublished(one.endpoint, around)) continue
    seen.add(key)
    engines.push(one)
  }
  // With nothing there, the usual place is shown with its reason, and is noticed when the engine gets installed.
  const [usual] = wellKnown(around)
  if (engines.length === 0 && usual) engines.push(usual)
  return engines
}

/** Whether that is where Slipway itself offers an engine. */
export const isPublished = (endpoint: Endpoint, { published }: Surroundings): boolean =>
  (endpoint.kind === 'unix' || endpoint.kind === 'npipe') && endpoint.path === published

/** A name for an engine that stays the same as long as its address does. */
export function engineIdOf(endpoint: Endpoint): string {
  return createHash('sha256').update(JSON.stringify(endpoint)).digest('hex').slice(0, 12)
}

async function placeOf(endpoint: Endpoint): Promise<string> {
  if (endpoint.kind !== 'unix') return addressOf(endpoint)
  return `unix://${await realpath(endpoint.path).catch(() => endpoint.path)}`
}

function fromEnvironment({ environment, home }: Surroundings): Found[] {
  const address = environment.DOCKER_HOST
  if (!address) return []
  const folder = environment.DOCKER_CERT_PATH || join(home, '.docker')
  const tls: TlsFiles | undefined = environment.DOCKER_TLS_VERIFY
    ? { ca: join(folder, 'ca.pem'), cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem'), verify: true }
    : undefined
  const endpoint = tryParse(address, tls)
  return endpoint ? [{ name: 'DOCKER_HOST', endpoint, source: 'environment', current: true }] : []
}

const contextFile = z.object({
  Name: z.string(),
  Endpoints: z.object({ docker: z.object({ Host: z.string(), SkipTLSVerify: z.boolean().optional() }) }),
})

async function fromContexts({ environment, home }: Surroundings): Promise<Found[]> {
  const folder = environment.DOCKER_CONFIG || join(home, '.docker')
  const current = environment.DOCKER_CONTEXT || (await currentContext(folder))
  const meta = join(folder, 'contexts', 'meta')
  const names = await readdir(meta).catch(() => [])
  const found: Found[] = []
  for (const hash of names.sort()) {
    const parsed = contextFile.safeParse(await readJson(join(meta, hash, 'meta.json')))
    if (!parsed.success) continue
    const { Name, Endpoints } = parsed.data
    const tls = await contextTls(
      join(folder, 'contexts', 'tls', hash, 'docker'),
      Endpoints.docker.SkipTLSVerify ?? false,
    )
    const endpoint = tryParse(Endpoints.docker.Host, tls)
    if (endpoint) found.push({ name: Name, endpoint, source: 'context', current: Name === current })
  }
  return found
}

async function currentContext(folder: string): Promise<string | undefined> {
  const config = z.object({ currentContext: z.string() }).safeParse(await readJson(join(folder, 'config.json')))
  return config.success ? config.data.currentContext : undefined
}

async function contextTls(folder: string, skipVerify: boolean): Promise<TlsFiles | undefined> {
  const files = new Set(await readdir(folder).catch(() => []))
  if (files.size === 0 && !skipVerify) return undefined
  return {
    verify: !skipVerify,
    ...(files.has('ca.pem') && { ca: join(folder, 'ca.pem') }),
    ...(files.has('cert.pem') && { cert: join(folder, 'cert.pem') }),
    ...(files.has('key.pem') && { key: join(folder, 'key.pem') }),
  }
}

async function fromWellKnown(around: Surroundings): Promise<Found[]> {
  const found: Found[] = []
  for (const one of wellKnown(around)) {
    if (one.endpoint.kind !== 'unix' && one.endpoint.kind !== 'npipe') continue
    if (
      await stat(one.endpoint.path).then(
        () => true,
        () => false,
      )
    )
      found.push(one)
  }
  return found
}

function fromVirtualMachines({ virtualMachines = () => [] }: Surroundings): Found[] {
  return virtualMachines().map(({ name, path, own }) => ({
    name: name === 'default' ? 'Slipway’s virtual machine' : `Slipway’s virtual machine “${name}”`,
    endpoint: { kind: 'vm', name, path, own },
    source: 'vm',
    current: false,
  }))
}

function wellKnown({ home, platform, uid, environment }: Surroundings): Found[] {
  const at = (name: string, endpoint: Endpoint): Found => ({ name, endpoint, source: 'well-known', current: false })
  if (platform === 'win32') {
    const pipe = (name: string, file: string) => at(name, { kind: 'npipe', path: `\\\\.\\pipe\\${file}` })
    return [
      pipe('Docker', 'docker_engine'),
      pipe('Docker Desktop', 'dockerDesktopLinuxEngine'),
      pipe('Podman', 'podman-machine-default'),
    ]
  }
  const unix = (name: string, path: string) => at(name, { kind: 'unix', path })
  const runtime = environment.XDG_RUNTIME_DIR || `/run/user/${uid}`
  return [
    unix('Docker', '/var/run/docker.sock'),
    unix('Docker Desktop', join(home, '.docker/run/docker.sock')),
    unix('Docker Desktop', join(home, '.docker/desktop/docker.sock')),
    unix('OrbStack', join(home, '.orbstack/run/docker.sock')),
    unix('Colima', join(home, '.colima/default/docker.sock')),
    unix('Rancher Desktop', join(home, '.rd/docker.sock')),
    unix('Docker (rootless)', join(runtime, 'docker.sock')),
    unix('Podman (rootless)', join(runtime, 'podman/podman.sock')),
    unix('Podman', '/run/podman/podman.sock'),
  ]
}

/** A context may hold an address we can't use (a typo): it is not ours to complain about at start. */
function tryParse(address: string, tls: TlsFiles | undefined): Endpoint | undefined {
  try {
    return parseEndpoint(address, tls)
  } catch {
    return undefined
  }
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch {
    return undefined
  }
}
