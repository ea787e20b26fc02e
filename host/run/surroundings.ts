import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join, parse } from 'node:path'
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

/** The folder that a path most likely starts from: where Slipway was started, unless that is no place of a person. */
export function workingFolder(folder = process.cwd(), program = process.execPath): string {
  return folder === parse(folder).root || folder.startsWith(dirname(program)) ? homedir() : folder
}

/** The proxies that the docker CLI's settings give to new containers of an engine. */
export async function proxiesFor(address: string, environment: NodeJS.ProcessEnv = process.env): Promise<Proxies> {
  const folder = environment.DOCKER_CONFIG || join(homedir(), '.docker')
  const { proxies = {} } = await readSettings(join(folder, 'config.json'))
  const chosen = Object.hasOwn(proxies, address) ? proxies[address] : proxies.default
  const said = Object.entries(chosen ?? {}).filter(([, value]) => value !== undefined)
  return Object.fromEntries(said)
}

async function readSettings(file: string): Promise<z.infer<typeof settings>> {
  try {
    return settings.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    // Without settings, or with ones that can't be read, the CLI goes on without them, too.
    return {}
  }
}
