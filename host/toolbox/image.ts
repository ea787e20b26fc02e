import { text } from 'node:stream/consumers'
import { pack } from 'tar-stream'
import { z } from 'zod'
import type { EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'
import { isOwnImage, OWN_IMAGE, OWN_LABEL } from '../own-label.ts'
import { type Program, readProgram } from './program.ts'

const version = z.object({ Arch: z.string(), Os: z.string().default('linux') })
const images = z.array(
  z.object({
    Id: z.string(),
    RepoTags: z.array(z.string()).nullish(),
    Labels: z.record(z.string(), z.string()).nullish(),
  }),
)
const status = z.object({ status: z.string().optional(), error: z.string().optional() })

const HASH_LABEL = 'io.slipway.hash'

/** Where the program is in the image. */
export const PROGRAM = '/toolbox'

/**
 * The id of the image that has the program alone: it is made on the engine, of what Slipway carries, where it is not
 * there. Images of other versions of it go.
 * @param folder where the programs are carried
 * @throws SlipwayError
 */
export async function toolboxImage(client: EngineClient, folder: string, signal?: AbortSignal): Promise<string> {
  const at = signal ? { signal } : {}
  const { Arch, Os } = await client.json(version, 'GET', '/version', at)
  const program = await readProgram(folder, Os === 'linux' ? Arch : Os)
  const known = await client.json(images, 'GET', '/images/json', {
    query: { filters: JSON.stringify({ label: [OWN_LABEL] }) },
    ...at,
  })
  const found = known.find((one) => isOwnImage(one) && one.Labels?.[HASH_LABEL] === program.hash)
  if (found) return found.Id
  const made = await makeImage(client, program, signal)
  await Promise.all(known.filter(isOwnImage).map(({ Id }) => removeImage(client, Id)))
  return made
}

/** One that is in use stays until the next version. */
async function removeImage(client: EngineClient, id: string): Promise<void> {
  const response = await client.send('DELETE', `/images/${encodeURIComponent(id)}`)
  response.resume()
}

async function* bytesOf(tar: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  for await (const part of tar) if (part instanceof Uint8Array) yield part
}

async function makeImage(client: EngineClient, { bytes, hash }: Program, signal?: AbortSignal): Promise<string> {
  const tar = pack()
  tar.entry({ name: PROGRAM.slice(1), mode: 0o755, mtime: new Date(0) }, bytes)
  // Podman mounts /etc/hosts and the like only where there is a folder for them.
  for (const name of ['etc', 'proc', 'dev', 'sys'])
    tar.entry({ name, type: 'directory', mode: 0o755, mtime: new Date(0) })
  tar.finalize()
  const response = await client.stream('POST', '/images/create', {
    query: {
      fromSrc: '-',
      // Podman takes no tag beside it.
      repo: `${OWN_IMAGE}:${hash}`,
      changes: [`LABEL ${OWN_LABEL}=toolbox`, `LABEL ${HASH_LABEL}=${hash}`],
    },
    headers: { 'content-type': 'application/x-tar' },
    content: bytesOf(tar),
    ...(signal && { signal }),
  })
  const lines = (await text(response)).split('\n').filter((line) => line.trim() !== '')
  const said = lines.map((line) => status.parse(JSON.parse(line)))
  const failed = said.find(({ error }) => error !== undefined)
  const id = said
    .map(({ status: one }) => /(?:sha256:)?[0-9a-f]{64}/.exec(one ?? '')?.[0])
    .findLast((one) => one !== undefined)
  if (failed || id === undefined) {
    throw new SlipwayError('ENGINE_ERROR', {
      what: 'Slipway could not make the small image that it looks into volumes with.',
      why: failed?.error ?? 'The engine ended without naming an image.',
      next: 'Try again. If it stays, look at the engine’s own log.',
    })
  }
  return id
}
