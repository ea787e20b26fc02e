import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { Proxies } from './body/context.ts'

const proxy = z.object({
  httpProxy: z.string().optional(),
  httpsProxy: z.string().optional(),
  noProxy: z.string().optional(),
  ftpProxy: z.string().optional(),
  allProxy: z.string().optional(),
})
const settings = z.object({ proxies: z.record(z.string(), proxy).optional() })

/**
 * The proxies that the docker CLI's settings give to new containers of an engine; none where there are no settings.
 * @throws Error when the settings are there and can't be read
 */
export async function proxiesFor(address: string, environment: NodeJS.ProcessEnv = process.env): Promise<Proxies> {
  const folder = environment.DOCKER_CONFIG || join(homedir(), '.docker')
  let text: string
  try {
    text = await readFile(join(folder, 'config.json'), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {}
    throw error
  }
  const { proxies = {} } = settings.parse(JSON.parse(text))
  const chosen = Object.hasOwn(proxies, address) ? proxies[address] : proxies.default
  const said = Object.entries(chosen ?? {}).filter(([, value]) => value !== undefined)
  return Object.fromEntries(said)
}
