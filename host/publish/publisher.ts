import { dirname, join } from 'node:path'
import type { Duplex } from 'node:stream'
import type { Publishing } from '../../contract/index.ts'
import { commandLine } from '../../contract/shell.ts'
import { Change } from '../change.ts'
import { addressOf } from '../engine/index.ts'
import { asSlipwayError, SlipwayError } from '../errors.ts'
import type { Settings } from '../settings/index.ts'
import { removeContext, writeContext } from './docker-context.ts'
import { PublishedSocket } from './published-socket.ts'

const CONTEXT = 'slipway'

/** Where an engine is published, and for whom. */
export type PublishPlaces = {
  /** Of the Unix socket, or of the named pipe. */
  socket: string
  /** The docker command’s folder, where its contexts are. */
  dockerConfig: string
}

/** The usual places: the socket in the state folder, a named pipe on Windows; contexts where the docker command looks. */
export function publishPlaces(
  stateFolder: string,
  { environment, home, platform }: { environment: NodeJS.ProcessEnv; home: string; platform: NodeJS.Platform },
): PublishPlaces {
  return {
    socket: platform === 'win32' ? '\\\\.\\pipe\\slipway_docker' : join(stateFolder, 'docker.sock'),
    dockerConfig: environment.DOCKER_CONFIG || join(home, '.docker'),
  }
}

/** Publishes the engine that is shown, as long as the setting says so. */
export class Publisher {
  readonly #change = new Change()
  readonly #places: PublishPlaces
  readonly #dial: (signal: AbortSignal) => Promise<Duplex>
  readonly #stop = new AbortController()
  readonly #following: Promise<void>
  #state: Publishing = { state: 'off' }
  #socket: PublishedSocket | undefined

  /** @param dial opens a stream to the engine that is shown at that moment */
  constructor(places: PublishPlaces, settings: Settings, dial: (signal: AbortSignal) => Promise<Duplex>) {
    this.#places = places
    this.#dial = dial
    this.#following = this.#follow(settings)
  }

  watch(signal?: AbortSignal): AsyncGenerator<Publishing> {
    return this.#change.each(() => this.#state, signal)
  }

  async close(): Promise<void> {
    this.#stop.abort(new Error('closed'))
    await this.#following
    await this.#socket?.close()
  }

  async #follow(settings: Settings): Promise<void> {
    const { signal } = this.#stop
    let wanted: boolean | undefined
    try {
      for await (const { publish } of settings.watch(signal)) {
        if (publish === wanted) continue
        wanted = publish
        this.#state = await (publish ? this.#begin() : this.#end()).catch((error) => this.#failed(error))
        this.#change.bump()
      }
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }

  async #begin(): Promise<Publishing> {
    const { socket, dockerConfig } = this.#places
    this.#socket = await PublishedSocket.open({ path: socket, dial: this.#dial })
    const address = addressOf(
      socket.startsWith('\\\\') ? { kind: 'npipe', path: socket } : { kind: 'unix', path: socket },
    )
    try {
      await writeContext(dockerConfig, CONTEXT, address)
      return { state: 'on', address, command: commandLine(['docker', '--context', CONTEXT, 'ps']) }
    } catch (error) {
      const { problem } = asSlipwayError(error, 'The Docker context could not be written.')
      return { state: 'on', address, command: commandLine(['docker', '--host', address, 'ps']), problem }
    }
  }

  async #end(): Promise<Publishing> {
    await this.#socket?.close()
    this.#socket = undefined
    await removeContext(this.#places.dockerConfig, CONTEXT)
    return { state: 'off' }
  }

  #failed(error: unknown): Publishing {
    const { socket } = this.#places
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    const message = error instanceof Error ? error.message : String(error)
    const { problem } =
      code === 'EADDRINUSE'
        ? new SlipwayError('CONFLICT', {
            what: 'Another Slipway offers its engine to other programs already.',
            why: `Somebody listens on ${socket}.`,
            next: 'Close the other one, then turn this off and on again.',
          })
        : new SlipwayError('INVALID', {
            what: 'The engine can’t be offered to other programs.',
            why: message,
            next: `Look at what is at ${socket}, and whether you may write in ${dirname(socket)}; then turn this off and on again.`,
          })
    return { state: 'failed', problem }
  }
}
