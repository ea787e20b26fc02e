import { createInterface } from 'node:readline'
import type { Duplex } from 'node:stream'
import { z } from 'zod'
import { SlipwayError } from '../errors.ts'

const at = z.number()
const bytes = z.number().int().nonnegative()

/** What the guest says; vm-assets/README.md has the list. */
const wordSchema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('stage'), name: z.string(), at }),
  z.object({ event: z.literal('disk'), did: z.string(), bytes, at }),
  z.object({ event: z.literal('reserve'), given: z.boolean(), at }),
  z.object({ event: z.literal('ready'), at }),
  z.object({ event: z.literal('not-ready'), at }),
  z.object({
    event: z.literal('service'),
    name: z.string(),
    state: z.enum(['started', 'ended']),
    code: z.number().optional(),
    signal: z.number().optional(),
    why: z.string().optional(),
    wanted: z.boolean().optional(),
    again_ms: z.number().optional(),
    at,
  }),
  z.object({
    event: z.literal('health'),
    ready: z.boolean(),
    memory_total: bytes.optional(),
    memory_available: bytes.optional(),
    memory_free: bytes.optional(),
    memory_cached: bytes.optional(),
    disk_total: bytes.optional(),
    disk_free: bytes.optional(),
    containerd_restarts: z.number().optional(),
    dockerd_restarts: z.number().optional(),
    dropbear_restarts: z.number().optional(),
    at,
  }),
  z.object({ event: z.literal('failed'), stage: z.string(), code: z.string(), why: z.string(), at }),
  z.object({ event: z.literal('off'), clean: z.boolean(), at }),
])
export type GuestWord = z.infer<typeof wordSchema>
export type GuestHealth = Extract<GuestWord, { event: 'health' }>

const answerSchema = z.looseObject({ re: z.number(), ok: z.boolean(), why: z.string().optional(), at })
export type GuestAnswer = z.infer<typeof answerSchema>

/** What the host may ask; each is answered once. */
export type GuestCommand =
  | { do: 'hello' | 'trim' | 'drop-caches' | 'repair' }
  | { do: 'time' | 'thaw'; seconds: number; nanos: number }
  | { do: 'mount'; tag: string; type: '9p' | 'virtiofs'; path: string; readonly: boolean }
  | { do: 'unmount' | 'pin' | 'changed'; path: string }
  | { do: 'watch'; path: string; seconds: number }
  | { do: 'shutdown'; seconds: number }

const ANSWER_MS = 30_000
/** The guest’s longest line; a longer one is none of its. */
const MAX_LINE = 16_384

type Waiting = { resolve: (answer: GuestAnswer) => void; reject: (error: Error) => void; timer: NodeJS.Timeout }

/** The line to the guest’s first process. What it can’t read it skips: a guest may be newer than the host. */
export class Guest {
  readonly #stream: Duplex
  readonly #listeners = new Set<(word: GuestWord) => void>()
  readonly #waiting = new Map<number, Waiting>()
  #lastId = 0
  #closed = false
  /** The last health it told of. */
  health: GuestHealth | undefined

  constructor(stream: Duplex) {
    this.#stream = stream
    const close = () => this.#close()
    stream.on('error', close).on('close', close).on('end', close)
    createInterface({ input: stream })
      .on('error', close)
      .on('line', (line) => this.#take(line))
  }

  /** Calls back with each word from now on; gives how to stop. */
  listen(listener: (word: GuestWord) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * Sends a command and gives the guest’s answer.
   * @param deadline milliseconds until it must have answered
   * @throws SlipwayError with the guest’s reason, or when it does not answer or is gone
   */
  async ask(command: GuestCommand, deadline = ANSWER_MS): Promise<GuestAnswer> {
    const answer = await this.#send(command, deadline)
    if (answer.ok) return answer
    throw new SlipwayError('ENGINE_ERROR', {
      what: `The virtual machine could not do “${command.do}”.`,
      why: answer.why ?? 'It did not say why.',
      next: 'Try again. If it stays, look at the virtual machine’s log.',
    })
  }

  close(): void {
    this.#stream.destroy()
    this.#close()
  }

  async #send(command: GuestCommand, deadline: number): Promise<GuestAnswer> {
    const id = ++this.#lastId
    return await new Promise<GuestAnswer>((resolve, reject) => {
      if (this.#closed) return reject(gone(command.do))
      const timer = setTimeout(() => {
        this.#waiting.delete(id)
        reject(silent(command.do, deadline))
      }, deadline)
      this.#waiting.set(id, { resolve, reject: () => reject(gone(command.do)), timer })
      this.#stream.write(`${JSON.stringify({ id, ...command })}\n`)
    })
  }

  #take(line: string): void {
    if (line.length > MAX_LINE) return
    const value = json(line)
    const answer = answerSchema.safeParse(value)
    if (answer.success) {
      const waiting = this.#waiting.get(answer.data.re)
      this.#waiting.delete(answer.data.re)
      clearTimeout(waiting?.timer)
      waiting?.resolve(answer.data)
      return
    }
    const word = wordSchema.safeParse(value)
    if (!word.success) return
    if (word.data.event === 'health') this.health = word.data
    for (const listener of [...this.#listeners]) listener(word.data)
  }

  #close(): void {
    if (this.#closed) return
    this.#closed = true
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer)
      reject(new Error('closed'))
    }
    this.#waiting.clear()
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const gone = (what: string) =>
  new SlipwayError('ENGINE_UNREACHABLE', {
    what: `The virtual machine could not be told “${what}”.`,
    why: 'The line to it is closed: it has ended, or is ending.',
    next: 'Start the virtual machine, then try again.',
  })

const silent = (what: string, deadline: number) =>
  new SlipwayError('ENGINE_UNREACHABLE', {
    what: `The virtual machine did not answer “${what}”.`,
    why: `It was silent for ${deadline / 1000} s.`,
    next: 'Wait a moment and try again; if it stays, restart the virtual machine.',
  })
