import { Worker } from 'node:worker_threads'
import type { Answer, Call, CallName, Request, StoreApi } from './store/calls.ts'

type Waiting = { resolve: (value: never) => void; reject: (error: Error) => void }

/** A file that could not be read or written. */
export class StoreError extends Error {
  override name = 'StoreError'
  /** The disk is full. */
  readonly full: boolean

  constructor(message: string, full: boolean) {
    super(message)
    this.full = full
  }
}

/** The worker's program: beside this module, or beside the bundle that holds it. */
const PROGRAM = new URL(import.meta.url.endsWith('.cjs') ? './recorder-worker.cjs' : './worker.ts', import.meta.url)

/** A store in a thread of its own. Calls are done one after another. */
export class RemoteStore {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  readonly #onMoved: (path: string) => void
  #calls = 0
  #ended: Error | undefined

  constructor(path: string, onMoved: (path: string) => void) {
    this.#onMoved = onMoved
    this.#worker = new Worker(PROGRAM, { workerData: { path }, name: 'recorder' })
    this.#worker.on('message', (answer: Answer) => this.#take(answer))
    this.#worker.on('error', (error) => this.#end(error instanceof Error ? error : new Error(String(error))))
    this.#worker.on('exit', () => this.#end(new Error('the recorder’s thread ended')))
    // What is recorded is no reason to stay: who wants it kept closes the store.
    this.#worker.unref()
  }

  /** @throws StoreError when the file can't be read or written */
  async call<Name extends CallName>(
    name: Name,
    ...args: Parameters<StoreApi[Name]>
  ): Promise<ReturnType<StoreApi[Name]>> {
    const call = { name, args } as Extract<Call, { name: Name }>
    return await this.#send(call)
  }

  /** Ends the thread when all that was asked before is done. */
  async close(): Promise<void> {
    if (this.#ended) return
    this.#worker.ref()
    const gone = new Promise<void>((resolve) => this.#worker.once('exit', () => resolve()))
    await this.#send({ name: 'close' }).catch(() => {})
    await gone
  }

  async #send(call: Call | { name: 'close' }): Promise<never> {
    if (this.#ended) throw new StoreError(this.#ended.message, false)
    return await new Promise((resolve, reject) => {
      const id = ++this.#calls
      this.#waiting.set(id, { resolve, reject })
      const request: Request = { id, ...call }
      this.#worker.postMessage(request)
    })
  }

  #take(answer: Answer): void {
    if (answer.moved !== undefined) this.#onMoved(answer.moved)
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    if (answer.ok) waiting?.resolve(answer.value as never)
    else waiting?.reject(new StoreError(answer.message, answer.full))
  }

  #end(error: Error): void {
    this.#ended = error
    for (const { reject } of this.#waiting.values()) reject(new StoreError(error.message, false))
    this.#waiting.clear()
  }
}
