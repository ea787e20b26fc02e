import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import type { EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'
import { type Toolbox, ToolboxFailure } from '../toolbox/index.ts'
import type { Manifest } from './archive/manifest.ts'
import { openArchive, verifyArchive } from './archive/read.ts'
import { type ArchivePlan, writeArchive } from './archive/write.ts'

/** Where a volume is in a container of ours, and where a second one is. */
const AT = '/volume'
const OTHER = '/other'

const measured = z.object({ bytes: z.number(), entries: z.number() })
const sharing = z.object({ shared: z.number() })
export type Measured = z.infer<typeof measured>

type Tell = (done: number, total?: number) => void

/** Reads and writes all that is in the volumes of an engine, by containers of Slipway’s own. */
export class Contents {
  readonly #toolbox: Toolbox
  readonly client: EngineClient

  constructor(toolbox: Toolbox, client: EngineClient) {
    this.#toolbox = toolbox
    this.client = client
  }

  /** How much is in a volume; `entries` counts its root, too. @throws SlipwayError */
  async measure(name: string, signal?: AbortSignal): Promise<Measured> {
    return await this.#in([{ name, at: AT, write: false }], signal, async (room) =>
      measured.parse(JSON.parse((await room.read(['measure', AT, '.'], { signal })).toString('utf8'))),
    )
  }

  /** Writes all that is in a volume as an archive. @throws SlipwayError */
  async pack(plan: Omit<ArchivePlan, 'tell'>, tell: Tell, signal: AbortSignal): Promise<Manifest> {
    return await this.#in([{ name: plan.volume.name, at: AT, write: false }], signal, async (room) => {
      let total: number | undefined
      // It is only there to say how far it is.
      room
        .read(['measure', AT, '.'], { signal })
        .then((text) => {
          total = measured.parse(JSON.parse(text.toString('utf8'))).bytes
        })
        .catch(() => {})
      const run = await room.start(['pack', AT, '.', '.'], { signal })
      return await writeArchive(run, { ...plan, tell: (done) => tell(done, total) }, signal)
    })
  }

  /**
   * Unpacks an archive into a volume, and compares it with its checksum.
   * @throws SlipwayError INVALID when it is damaged; the volume has then what came of it so far
   */
  async unpack(
    name: string,
    { path, sha256, bytes }: { path: string; sha256?: string | undefined; bytes?: number | undefined },
    tell: Tell,
    signal: AbortSignal,
  ): Promise<void> {
    const archive = await openArchive(path, sha256, (done) => tell(done, bytes))
    try {
      await this.#in([{ name, at: AT, write: true }], signal, async (room) => {
        const { output, ended } = await room.start(['unpack', AT, '.'], { signal, input: archive.content })
        await Promise.all([buffer(output), ended])
        await archive.verify()
      })
    } finally {
      await archive.close()
    }
  }

  /** Puts all that is in one volume into another, which is empty. @throws SlipwayError */
  async copy(from: string, to: string, signal: AbortSignal): Promise<void> {
    const volumes = [
      { name: from, at: AT, write: false },
      { name: to, at: OTHER, write: true },
    ]
    await this.#in(volumes, signal, (room) => room.read(['copy', AT, '.', OTHER, '.'], { signal }))
  }

  /**
   * Puts all that is in one volume into another, which is empty, without copying a block; gives the bytes that both have
   * now. Undefined where the engine’s file system can’t, or there was nothing to share; what came of it is to be removed.
   * @throws SlipwayError, the signal’s reason
   */
  async share(from: string, to: string, signal: AbortSignal): Promise<number | undefined> {
    const volumes = [
      { name: from, at: AT, write: false },
      { name: to, at: OTHER, write: true },
    ]
    try {
      const said = await this.#toolbox.once(
        this.client,
        { volumes },
        (room) => room.read(['share', AT, '.', OTHER, '.'], { signal }),
        signal,
      )
      const { shared } = sharing.parse(JSON.parse(said.toString('utf8').trim().split('\n').at(-1) ?? ''))
      return shared > 0 ? shared : undefined
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof ToolboxFailure) return undefined
      throw error
    }
  }

  /** Removes all that is in a volume. @throws SlipwayError */
  async empty(name: string, signal: AbortSignal): Promise<void> {
    await this.#in([{ name, at: AT, write: true }], signal, (room) => room.read(['empty', AT, '.'], { signal }))
  }

  /** Compares an archive with its checksum. @throws SlipwayError INVALID when it is damaged */
  async verify(path: string, sha256: string, signal: AbortSignal): Promise<void> {
    await verifyArchive(path, sha256, signal)
  }

  /** Lets go of a volume, so that it can be removed. */
  async release(name: string): Promise<void> {
    await this.#toolbox.release(this.client, name)
  }

  async #in<T>(
    volumes: readonly { name: string; at: string; write: boolean }[],
    signal: AbortSignal | undefined,
    work: (room: Awaited<ReturnType<Toolbox['open']>>) => Promise<T>,
  ): Promise<T> {
    try {
      return await this.#toolbox.once(this.client, { volumes }, work, signal)
    } catch (error) {
      signal?.throwIfAborted()
      throw error instanceof ToolboxFailure ? problemOf(error, volumes[0]?.name ?? '') : error
    }
  }
}

/** What the program in the container could not do, as a person can act on. */
function problemOf({ code, path }: ToolboxFailure, volume: string): SlipwayError {
  const what = `The files of “${volume}” could not be worked on.`
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new SlipwayError('DISK_FULL', {
      what,
      why: 'The engine’s disk is full.',
      next: 'Make room on it: the Disk page shows what can go.',
    })
  if (code === 'EROFS')
    return new SlipwayError('PERMISSION_DENIED', {
      what,
      why: 'The volume is read-only.',
      next: 'Look at the options that it was made with.',
    })
  if (code === 'EBADMSG' || code === 'EPIPE')
    return new SlipwayError('INVALID', {
      what,
      why: 'The archive is no tar file that can be read, or it breaks off.',
      next: 'Use another backup. Nothing else was changed.',
    })
  return new SlipwayError('ENGINE_ERROR', {
    what,
    why: code === 'KILLED' ? 'The container that did it was ended.' : `${path || '/'}: ${code}`,
    next: 'Try again. If it stays, look at the engine’s own log.',
  })
}
