import { createHash, randomBytes } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EngineAccess } from './engine.ts'
import { type Entry, tarOf } from './tar.ts'

const hashOf = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex')

/**
 * Loads so many images, tagged `many/app-1:1` and on, ten of each repository. These ten share a layer of some kilobytes;
 * with `own`, each has a further one to itself, which takes the engine longer than all else.
 */
export async function loadManyImages(engine: EngineAccess, count: number, own: boolean): Promise<void> {
  const entries: Entry[] = []
  const manifest: { Config: string; RepoTags: string[]; Layers: string[] }[] = []
  const layer = (name: string, size: number): string => {
    const content = tarOf([{ name, content: randomBytes(size) }])
    const hash = hashOf(content)
    entries.push({ name: `${hash}.tar`, content })
    return hash
  }
  let shared = ''
  for (let number = 0; number < count; number++) {
    if (number % 10 === 0) shared = layer(`shared-${number}`, 8_000 + number)
    const layers = own ? [shared, layer(`own-${number}`, 1_000 + number)] : [shared]
    const config = JSON.stringify({
      architecture: 'amd64',
      os: 'linux',
      created: new Date(1_700_000_000_000 + number * 1_000).toISOString(),
      config: { Cmd: ['sh'] },
      rootfs: { type: 'layers', diff_ids: layers.map((hash) => `sha256:${hash}`) },
      history: layers.map((hash) => ({ created_by: `COPY ${hash.slice(0, 8)} /` })),
    })
    const Config = `${hashOf(config)}.json`
    entries.push({ name: Config, content: config })
    const tag = `many/app-${Math.floor(number / 10) + 1}:${(number % 10) + 1}`
    manifest.push({ Config, RepoTags: [tag], Layers: layers.map((hash) => `${hash}.tar`) })
  }
  const file = join(engine.folder, 'many-images.tar')
  await writeFile(file, tarOf([...entries, { name: 'manifest.json', content: JSON.stringify(manifest) }]))
  await engine.docker('load', '-q', '-i', file)
  await rm(file)
}
