import { type SaveOptions, saveCommand } from '../../contract/image-commands.ts'
import type { EngineClient } from '../engine/index.ts'
import { type FileSource, safeName } from '../host-files/index.ts'
import { pool } from '../pool.ts'
import { inspect } from './inspect.ts'
import { platformJson } from './platform.ts'

const AT_ONCE = 8

/** The name that the tar file of these images has unless it is changed. */
export const saveName = ({ images: [first = '', second] }: SaveOptions): string =>
  second === undefined ? safeName(short(first).replace(/^.*\//, ''), '.tar') : 'images.tar'

/** Images as one tar file, as `docker save` writes it. */
export function savedImages(client: EngineClient, engine: string, options: SaveOptions): FileSource {
  const { images, platform } = options
  const [first = '', second] = images
  return {
    engine,
    kind: 'save',
    title: second === undefined ? `Save ${short(first)}` : `Save ${images.length} images`,
    command: (file) => saveCommand(options, file),
    open: async (signal) => {
      const total = await estimate(client, images, signal)
      const body = await client.bytes('/images/get', {
        query: { names: images, ...(platform && { platform: platformJson(platform) }) },
        timeout: 0,
        signal,
      })
      return { body, ...(total > 0 && { total, estimated: true }) }
    },
    tar: true,
  }
}

/**
 * About how many bytes the tar file will have: the engine does not tell, but it tells what is in the layers, each of
 * which is in the file once.
 */
async function estimate(client: EngineClient, images: readonly string[], signal: AbortSignal): Promise<number> {
  const sizes = new Map<string, number>()
  const details = await pool(images, AT_ONCE, (image) => inspect(client, image, signal).catch(() => undefined))
  for (const detail of details) {
    for (const { digest, size } of detail?.layers ?? []) if (digest !== undefined) sizes.set(digest, size)
  }
  return [...sizes.values()].reduce((sum, size) => sum + size, 0)
}

const short = (name: string): string => name.replace(/^sha256:([0-9a-f]{12})[0-9a-f]{52}$/, '$1')
