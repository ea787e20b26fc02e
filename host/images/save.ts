import { type SaveOptions, saveCommand } from '../../contract/image-commands.ts'
import type { EngineClient } from '../engine/index.ts'
import { type FileSource, safeName } from '../host-files/index.ts'
import { platformJson } from './platform.ts'

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
    open: async (signal) => ({
      body: await client.stream('GET', '/images/get', {
        query: { names: images, ...(platform && { platform: platformJson(platform) }) },
        timeout: 0,
        signal,
      }),
    }),
    tar: true,
  }
}

const short = (name: string): string => name.replace(/^sha256:([0-9a-f]{12})[0-9a-f]{52}$/, '$1')
