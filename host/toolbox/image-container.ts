import { randomBytes } from 'node:crypto'
import { posix } from 'node:path'
import { z } from 'zod'
import type { EngineClient } from '../engine/index.ts'
import { OWN_CONTAINER, OWN_LABEL } from '../own-label.ts'
import { OWNER_LABEL, owner } from './owner.ts'
import { removeContainer } from './room.ts'

const created = z.object({ Id: z.string().min(1) })
const inspected = z.object({
  Id: z.string().min(1),
  Config: z.object({ Volumes: z.record(z.string(), z.unknown()).nullish() }).nullish(),
})

/** A container of Slipway’s own, of somebody’s image: it is never started, for its files can be read as it is. */
export class ImageContainer {
  readonly id: string
  readonly #client: EngineClient
  #closing: Promise<void> | undefined

  private constructor(client: EngineClient, id: string) {
    this.#client = client
    this.id = id
  }

  /** @throws SlipwayError */
  static async create(client: EngineClient, image: string, signal?: AbortSignal): Promise<ImageContainer> {
    const at = signal ? { signal } : {}
    const { Id: found, Config } = await client.json(inspected, 'GET', `/images/${encodeURIComponent(image)}/json`, at)
    const volumes = Object.keys(Config?.Volumes ?? {}).map((path) => posix.resolve('/', path))
    const { Id } = await client.json(created, 'POST', '/containers/create', {
      query: { name: `${OWN_CONTAINER}${randomBytes(6).toString('hex')}` },
      body: {
        Image: found,
        // An image that says nothing to run makes no container without it.
        Entrypoint: ['/never'],
        Cmd: ['started'],
        Labels: { [OWN_LABEL]: 'image', [OWNER_LABEL]: owner },
        HostConfig: {
          ReadonlyRootfs: true,
          NetworkMode: 'none',
          CapDrop: ['ALL'],
          LogConfig: { Type: 'none' },
          // Else a volume would be made for each; this is there only in one that runs, so the image’s own files are seen.
          Mounts: volumes.filter((path) => path !== '/').map((Target) => ({ Type: 'tmpfs', Target })),
        },
      },
      ...at,
    })
    return new ImageContainer(client, Id)
  }

  /** Removes it; resolves when it is gone. */
  async close(): Promise<void> {
    this.#closing ??= removeContainer(this.#client, this.id)
    await this.#closing
  }
}
