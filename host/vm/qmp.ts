import { createInterface } from 'node:readline'
import type { Duplex } from 'node:stream'
import { z } from 'zod'

const greetingSchema = z.object({
  QMP: z.object({
    version: z.object({
      qemu: z.object({ major: z.number(), minor: z.number(), micro: z.number() }),
      package: z.string().optional(),
    }),
  }),
})

const messageSchema = z.union([
  z.object({ id: z.number().optional(), error: z.object({ class: z.string(), desc: z.string() }) }),
  z.object({ event: z.string(), data: z.record(z.string(), z.unknown()).default({}) }),
  z.object({ id: z.number(), return: z.unknown() }),
])

export type QmpEvent = { event: string; data: Record<string, unknown> }

/** What QEMU refused, in its own words. */
export class QmpError extends Error {
  override name = 'QmpError'
}

const ANSWER_MS = 30_000

type Waiting = { resolve: (value: unknown) => void; reject: (error: Error) => void; timer: NodeJS.Timeout }

/** QEMU’s machine protocol: commands, their answers, and events, as JSON lines. */
export class Qmp {
  readonly version: string
  readonly #stream: Duplex
  readonly #listeners = new Set<(event: QmpEvent) => void>()
  readonly #waiting = new Map<number, Waiting>()
  #lastId = 0
  #closed = false

  private constructor(stream: Duplex, version: string) {
    this.#stream = stream
    this.version = version
  }

  /**
   * Greets QEMU over a stream that was just opened.
   * @throws Error when nothing that is QEMU greets within `deadline` milliseconds
   */
  static async open(stream: Duplex, deadline = ANSWER_MS): Promise<Qmp> {
    const lines = createInterface({ input: stream })
    // The stream’s own failure comes here too; it is told of by its end.
    lines.on('error', () => {})
    const greeting = await firstLine(stream, lines, deadline)
    const { qemu } = greetingSchema.parse(JSON.parse(greeting)).QMP.version
    const qmp = new Qmp(stream, `${qemu.major}.${qemu.minor}.${qemu.micro}`)
    lines.on('line', (line) => qmp.#take(line))
    const close = () => qmp.#close()
    stream.on('error', close).on('close', close).on('end', close)
    await qmp.ask(z.unknown(), 'qmp_capabilities')
    return qmp
  }

  /**
   * Carries out a command and gives its answer.
   * @throws QmpError when QEMU refuses, does not answer in 30 s, or is gone; ZodError for an answer of another shape
   */
  async ask<T>(schema: z.ZodType<T>, command: string, given: Record<string, unknown> = {}): Promise<T> {
    const id = ++this.#lastId
    const value = await new Promise<unknown>((resolve, reject) => {
      if (this.#closed) return reject(new QmpError(`QEMU is gone, so it can’t do ${command}.`))
      const timer = setTimeout(() => {
        this.#waiting.delete(id)
        reject(new QmpError(`QEMU did not answer ${command} within ${ANSWER_MS / 1000} s.`))
      }, ANSWER_MS)
      this.#waiting.set(id, { resolve, reject, timer })
      this.#stream.write(`${JSON.stringify({ execute: command, arguments: given, id })}\n`)
    })
    return schema.parse(value)
  }

  /** Carries out a command that answers nothing. @throws as `ask` */
  async tell(command: string, given: Record<string, unknown> = {}): Promise<void> {
    await this.ask(z.unknown(), command, given)
  }

  /** Types a line into the monitor for humans; gives what it wrote, which is mostly nothing when it worked. @throws as `ask` */
  async type(line: string): Promise<string> {
    const written = await this.ask(z.string(), 'human-monitor-command', { 'command-line': line })
    return written.replaceAll('\r\n', '\n').trim()
  }

  /** Calls back with each event from now on; gives how to stop. */
  listen(listener: (event: QmpEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  close(): void {
    this.#stream.destroy()
    this.#close()
  }

  #take(line: string): void {
    const message = messageSchema.safeParse(json(line))
    if (!message.success) return
    if ('event' in message.data) {
      for (const listener of [...this.#listeners]) listener(message.data)
      return
    }
    const { id } = message.data
    const waiting = id === undefined ? undefined : this.#waiting.get(id)
    if (id === undefined || waiting === undefined) return
    this.#waiting.delete(id)
    clearTimeout(waiting.timer)
    if ('error' in message.data) waiting.reject(new QmpError(message.data.error.desc))
    else waiting.resolve(message.data.return)
  }

  #close(): void {
    if (this.#closed) return
    this.#closed = true
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer)
      reject(new QmpError('QEMU has ended.'))
    }
    this.#waiting.clear()
  }
}

async function firstLine(stream: Duplex, lines: ReturnType<typeof createInterface>, deadline: number): Promise<string> {
  return await new Promise((resolve, reject) => {
    const fail = (why: string) => {
      clearTimeout(timer)
      stream.destroy()
      reject(new QmpError(why))
    }
    const timer = setTimeout(() => fail(`QEMU did not greet within ${deadline / 1000} s.`), deadline)
    stream.once('error', (error) => fail(error.message))
    stream.once('close', () => fail('QEMU closed the line.'))
    lines.once('line', (line) => {
      clearTimeout(timer)
      resolve(line)
    })
  })
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
