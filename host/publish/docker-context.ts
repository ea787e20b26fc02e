import { createHash } from 'node:crypto'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { SlipwayError } from '../errors.ts'
import { writeAtomically } from '../json-file.ts'

/** By what a context of ours is told from one that a person made. */
const DESCRIPTION = 'The engine that Slipway shows'

const contextSchema = z.object({
  Name: z.string(),
  Metadata: z.object({ Description: z.string().optional() }).optional(),
  Endpoints: z.object({ docker: z.object({ Host: z.string().optional() }).optional() }).optional(),
})

/** The folder of a context, as the docker command names it. */
const folderOf = (config: string, kind: 'meta' | 'tls', name: string) =>
  join(config, 'contexts', kind, createHash('sha256').update(name).digest('hex'))

/**
 * Writes a Docker context as `docker context create` does. Which context is in use stays as it is.
 * @param config the docker command’s folder: `~/.docker`
 * @throws SlipwayError CONFLICT when a person has a context of that name; the file system’s error
 */
export async function writeContext(config: string, name: string, address: string): Promise<void> {
  const file = join(folderOf(config, 'meta', name), 'meta.json')
  const there = await readContext(file)
  if (there === 'foreign') {
    throw new SlipwayError('CONFLICT', {
      what: `You have a Docker context “${name}” of your own.`,
      why: 'Slipway leaves it as it is, and made none for itself.',
      next: `Use the address instead, or rename your context:\n\`export DOCKER_HOST=${address}\``,
    })
  }
  if (there === address) return
  await mkdir(folderOf(config, 'meta', name), { recursive: true, mode: 0o755 })
  const context = {
    Name: name,
    Metadata: { Description: DESCRIPTION },
    Endpoints: { docker: { Host: address, SkipTLSVerify: false } },
  }
  await writeAtomically(file, JSON.stringify(context))
}

/** Removes the context that `writeContext` made, unless it is the one in use. @throws the file system’s error */
export async function removeContext(config: string, name: string): Promise<void> {
  const there = await readContext(join(folderOf(config, 'meta', name), 'meta.json'))
  if (there === undefined || there === 'foreign' || (await inUse(config)) === name) return
  await rm(folderOf(config, 'meta', name), { recursive: true, force: true })
  await rm(folderOf(config, 'tls', name), { recursive: true, force: true })
}

/** The address of our context; `foreign` for somebody else’s, nothing where there is none. */
async function readContext(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const parsed = contextSchema.safeParse(json(text))
  if (!parsed.success || parsed.data.Metadata?.Description !== DESCRIPTION) return 'foreign'
  return parsed.data.Endpoints?.docker?.Host ?? ''
}

async function inUse(config: string): Promise<string | undefined> {
  const text = await readFile(join(config, 'config.json'), 'utf8').catch(() => '')
  const parsed = z.object({ currentContext: z.string() }).safeParse(json(text))
  return parsed.success ? parsed.data.currentContext : undefined
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
