import { randomBytes } from 'node:crypto'
import type { Duplex } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import type { EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'
import { OWN_CONTAINER, OWN_LABEL } from '../own-label.ts'
import { PROGRAM } from './image.ts'
import { OWNER_LABEL, owner } from './owner.ts'
import { type Run, type RunOptions, startRun } from './run.ts'

/** What a container of Slipway’s own is to see, and whether it may write there. */
export type RoomPlan = {
  /** Volumes, and the folders they are at. */
  volumes?: readonly { name: string; at: string; write: boolean }[]
  /** The id of a running container: its files are at `/proc/1/root`. */
  insideOf?: { container: string; write: boolean }
  /** The id of a running container whose network it joins; none otherwise. */
  networkOf?: string
}

const LF = 10

const created = z.object({ Id: z.string().min(1) })

/** What reading any file takes, and what keeping owners, modes and the rest takes besides. */
const READ = ['DAC_READ_SEARCH']
const WRITE = ['DAC_OVERRIDE', 'CHOWN', 'FOWNER', 'FSETID', 'MKNOD', 'SETFCAP']

/** A container of Slipway’s own that holds, so that the program can be run in it. It goes with the connection of who made it. */
export class Room {
  readonly client: EngineClient
  readonly id: string
  readonly #hold: Duplex
  #closing: Promise<void> | undefined

  private constructor(client: EngineClient, id: string, hold: Duplex) {
    this.client = client
    this.id = id
    this.#hold = hold
  }

  /** @param image its id @throws SlipwayError */
  static async open(client: EngineClient, image: string, plan: RoomPlan, signal?: AbortSignal): Promise<Room> {
    for (const { name } of plan.volumes ?? []) await mustBeThere(client, name, signal)
    const { Id } = await client.json(created, 'POST', '/containers/create', {
      query: { name: `${OWN_CONTAINER}${randomBytes(6).toString('hex')}` },
      body: bodyOf(image, plan),
      ...(signal && { signal }),
    })
    let hold: Duplex | undefined
    try {
      const attached = await client.hijack(`/containers/${Id}/attach`, {
        query: { stream: true, stdin: true },
        ...(signal && { signal }),
      })
      hold = attached.socket
      hold.resume()
      const started = await client.stream('POST', `/containers/${Id}/start`, signal && { signal })
      started.resume()
      return new Room(client, Id, hold)
    } catch (error) {
      hold?.destroy()
      await removeContainer(client, Id)
      throw error
    }
  }

  /** Whether it can’t be used any more: it was closed, or its container ended. */
  get ended(): boolean {
    return this.#closing !== undefined || this.#hold.destroyed || this.#hold.readableEnded
  }

  /** Starts the program. @throws SlipwayError when the engine refuses */
  async start(args: readonly string[], options?: RunOptions): Promise<Run> {
    return await startRun(this.client, this.id, args, options)
  }

  /** All that the program writes. @throws ToolboxFailure */
  async read(args: readonly string[], options?: RunOptions): Promise<Buffer> {
    const { output, ended } = await this.start(args, options)
    const [bytes] = await Promise.all([buffer(output), ended])
    return bytes
  }

  /** What the program writes, a value a line, many at once as they come. @throws ToolboxFailure */
  async *values<T>(schema: z.ZodType<T>, args: readonly string[], options?: RunOptions): AsyncGenerator<T[]> {
    const { output, ended } = await this.start(args, options)
    const several = z.array(schema)
    let rest: Buffer = Buffer.alloc(0)
    for await (const part of output) {
      const bytes: Buffer = rest.length === 0 ? part : Buffer.concat([rest, part])
      const end = bytes.lastIndexOf(LF)
      rest = Buffer.from(bytes.subarray(end + 1))
      if (end > 0) yield several.parse(JSON.parse(`[${bytes.toString('utf8', 0, end).replaceAll('\n', ',')}]`))
    }
    await ended
  }

  /** Ends and removes the container; resolves when it is gone. */
  async close(): Promise<void> {
    this.#closing ??= removeContainer(this.client, this.id).finally(() => this.#hold.destroy())
    await this.#closing
  }
}

function bodyOf(image: string, { volumes = [], insideOf, networkOf }: RoomPlan): object {
  const writes = volumes.some(({ write }) => write) || insideOf?.write === true
  return {
    Image: image,
    Entrypoint: [PROGRAM],
    Cmd: ['hold'],
    User: '0:0',
    WorkingDir: '/',
    Labels: { [OWN_LABEL]: 'toolbox', [OWNER_LABEL]: owner },
    // The engine closes its stdin when the connection of who attached breaks, however that ended.
    OpenStdin: true,
    StdinOnce: true,
    AttachStdin: true,
    AttachStdout: false,
    AttachStderr: false,
    HostConfig: {
      AutoRemove: true,
      ReadonlyRootfs: true,
      NetworkMode: networkOf === undefined ? 'none' : `container:${networkOf}`,
      ...(insideOf && { PidMode: `container:${insideOf.container}` }),
      CapDrop: ['ALL'],
      CapAdd: [...READ, ...(writes ? WRITE : []), ...(insideOf ? ['SYS_PTRACE'] : [])],
      SecurityOpt: ['no-new-privileges', 'label=disable'],
      LogConfig: { Type: 'none' },
      // An image of a volume’s first user must not be copied into it.
      Mounts: volumes.map(({ name, at, write }) => ({
        Type: 'volume',
        Source: name,
        Target: at,
        ReadOnly: !write,
        VolumeOptions: { NoCopy: true },
      })),
    },
  }
}

/** Naming a volume that is gone would make it anew. */
async function mustBeThere(client: EngineClient, name: string, signal?: AbortSignal): Promise<void> {
  const response = await client.stream('GET', `/volumes/${encodeURIComponent(name)}`, signal && { signal })
  response.resume()
}

/** Ends and removes one, whatever its state; resolves when it is gone. */
export async function removeContainer(client: EngineClient, id: string): Promise<void> {
  try {
    const response = await client.stream('DELETE', `/containers/${id}`, { query: { force: true } })
    response.resume()
  } catch (error) {
    if (!(error instanceof SlipwayError)) throw error
    if (error.code === 'NOT_FOUND' || error.code === 'ENGINE_UNREACHABLE') return
    // It is being removed already, as it ended.
    await client
      .text('POST', `/containers/${id}/wait`, { query: { condition: 'removed' }, timeout: 10_000 })
      .catch((other) => {
        if (!(other instanceof SlipwayError && other.code === 'NOT_FOUND')) throw other
      })
  }
}
