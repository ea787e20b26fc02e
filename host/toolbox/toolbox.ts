import type { Logger } from 'pino'
import type { EngineClient, Engines } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'
import { toolboxImage } from './image.ts'
import { ImageContainer } from './image-container.ts'
import { Room, type RoomPlan } from './room.ts'
import { sweep } from './sweep.ts'

/** A look into a volume leads to the next one soon; a room that stays too long is in the way of who removes the volume. */
const KEPT_MS = 10_000

type Closable = Room | ImageContainer
type Kept = { client: EngineClient; plan: RoomPlan; room: Promise<Room>; users: number; timer?: NodeJS.Timeout }

/** Makes Slipway’s own containers, and sees to it that they go. */
export class Toolbox {
  readonly #folder: string
  readonly #log: Logger
  readonly #kept = new Map<string, Kept>()
  readonly #open = new Set<Closable>()
  readonly #stop = new AbortController()
  readonly #sweeping: Promise<void>

  /** @param folder where the programs are carried */
  constructor(folder: string, engines: Engines, log: Logger) {
    this.#folder = folder
    this.#log = log
    this.#sweeping = this.#sweepAsTheyCome(engines)
  }

  /** Opens a room that is the caller’s alone, who closes it. @throws SlipwayError */
  async open(client: EngineClient, plan: RoomPlan, signal?: AbortSignal): Promise<Room> {
    this.#stop.signal.throwIfAborted()
    const image = await toolboxImage(client, this.#folder, signal)
    let room: Room
    try {
      room = await Room.open(client, image, plan, signal)
    } catch (error) {
      // A clean-up may have taken the image meanwhile.
      if (!(error instanceof SlipwayError && /no such image|image not known/i.test(error.message))) throw error
      room = await Room.open(client, await toolboxImage(client, this.#folder, signal), plan, signal)
    }
    this.#open.add(room)
    return room
  }

  /** Makes a container of an image that is never started, so that its files can be read; the caller closes it. @throws SlipwayError */
  async openImage(client: EngineClient, image: string, signal?: AbortSignal): Promise<ImageContainer> {
    this.#stop.signal.throwIfAborted()
    const made = await ImageContainer.create(client, image, signal)
    this.#open.add(made)
    return made
  }

  /** Does something in a room and closes it. @throws SlipwayError, what the work throws */
  async once<T>(
    client: EngineClient,
    plan: RoomPlan,
    work: (room: Room) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const room = await this.open(client, plan, signal)
    try {
      return await work(room)
    } finally {
      await this.close(room)
    }
  }

  /** Does something short in a room that is kept for a while for the next one of the same plan. */
  async soon<T>(client: EngineClient, plan: RoomPlan, work: (room: Room) => Promise<T>): Promise<T> {
    const kept = await this.#keep(client, plan)
    clearTimeout(kept.timer)
    kept.users++
    try {
      return await work(await kept.room)
    } finally {
      kept.users--
      if (kept.users === 0) kept.timer = setTimeout(() => this.#drop(kept), KEPT_MS).unref()
    }
  }

  /** Closes what was opened. */
  async close(room: Closable): Promise<void> {
    this.#open.delete(room)
    await room.close()
  }

  /** Lets go of a volume or a container, so that it can be removed; resolves when nothing of ours holds it. */
  async release(client: EngineClient, name: string): Promise<void> {
    const holds = ({ volumes = [], insideOf, networkOf }: RoomPlan) =>
      volumes.some((volume) => volume.name === name) || insideOf?.container === name || networkOf === name
    await Promise.all(
      [...this.#kept.values()].filter((one) => one.client === client && holds(one.plan)).map((one) => this.#drop(one)),
    )
  }

  /** Ends every room. */
  async closeAll(): Promise<void> {
    this.#stop.abort(new Error('closed'))
    await Promise.allSettled([...this.#kept.values()].map((kept) => this.#drop(kept)))
    await Promise.allSettled([...this.#open].map((room) => this.close(room)))
    await this.#sweeping
  }

  async #keep(client: EngineClient, plan: RoomPlan): Promise<Kept> {
    const key = `${keyOf(client)} ${JSON.stringify(plan)}`
    const known = this.#kept.get(key)
    const usable =
      known !== undefined &&
      !(await known.room.then(
        ({ ended }) => ended,
        () => true,
      ))
    // Another may have made one while that was found out.
    const now = this.#kept.get(key)
    if (now && (usable || now !== known)) return now
    const made: Kept = { client, plan, users: 0, room: this.open(client, plan) }
    made.room.catch(() => this.#kept.delete(key))
    this.#kept.set(key, made)
    return made
  }

  async #drop(kept: Kept): Promise<void> {
    clearTimeout(kept.timer)
    for (const [key, one] of this.#kept) if (one === kept) this.#kept.delete(key)
    const room = await kept.room.catch(() => undefined)
    if (!room) return
    await this.close(room).catch((error) => this.#log.warn({ err: error }, 'a container of ours could not be removed'))
  }

  async #sweepAsTheyCome(engines: Engines): Promise<void> {
    const swept = new Set<string>()
    const { signal } = this.#stop
    try {
      for await (const list of engines.watch(signal)) {
        for (const { id, status } of list.engines) {
          if (status.state !== 'connected') swept.delete(id)
          else if (!swept.has(id)) {
            swept.add(id)
            await sweep(engines.client(id), signal).catch((error) => {
              if (!signal.aborted) this.#log.warn({ err: error }, 'what was left on an engine could not be removed')
            })
          }
        }
      }
    } catch (error) {
      if (!signal.aborted) this.#log.error({ err: error }, 'the engines can’t be watched')
    }
  }
}

let count = 0
const keys = new WeakMap<EngineClient, number>()
/** Tells one engine’s client from another’s. */
function keyOf(client: EngineClient): number {
  const known = keys.get(client)
  if (known !== undefined) return known
  keys.set(client, ++count)
  return count
}
