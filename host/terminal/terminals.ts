import { randomUUID } from 'node:crypto'
import type { Terminal as Shown } from '../../contract/index.ts'
import { Change } from '../change.ts'
import type { EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'
import { openAttach } from './attach.ts'
import { openExec } from './exec.ts'
import type { Line, Size } from './line.ts'
import type { OutputItem } from './output.ts'
import { openShell, openWords } from './shell.ts'
import { subjectOf } from './subject.ts'
import { Terminal } from './terminal.ts'
import { within } from './within.ts'

const OPEN_MS = 30_000
/** Open at once, those being opened included. */
const MOST_ALIVE = 64
/** Ended ones are kept to be read: so many of one container, so many in all. */
const MOST_ENDED = 5
const MOST_ENDED_OF_ALL = 40

type Program = NonNullable<Shown['program']>
export type ExecRequest = Size & Program

/** Where a terminal is opened: an engine by its id and its client, and the container. */
export type Place = { engine: string; client: EngineClient; container: string }

/** Every terminal of the host. They live on when nobody watches, until they end or are closed. */
export class Terminals {
  readonly #terminals = new Map<string, Terminal>()
  readonly #opening = new Set<Promise<unknown>>()
  readonly #change = new Change()
  readonly #stop = new AbortController()

  /**
   * Starts a process in a running container: the words given, or the first shell found.
   * @throws SlipwayError NO_SHELL, CONFLICT when the container is paused or stopped or too many are open, or the
   * engine's reason
   */
  async exec({ engine, client, container }: Place, request: ExecRequest, signal?: AbortSignal): Promise<Shown> {
    const { columns: _columns, rows: _rows, ...program } = request
    const begin = async (id: string, timely: AbortSignal) => {
      const subject = await subjectOf(client, container, timely)
      const open = (words: readonly string[]) => openExec(client, subject, { ...request, words, mark: id }, timely)
      return program.words ? await openWords(subject.name, program.words, open) : await openShell(subject.name, open)
    }
    return await this.#open(engine, begin, signal, program)
  }

  /** Opens a container's own first process. @throws SlipwayError as `exec` does */
  async attach({ engine, client, container }: Place, size: Size, signal?: AbortSignal): Promise<Shown> {
    const begin = async (_id: string, timely: AbortSignal) =>
      openAttach(client, await subjectOf(client, container, timely), size, timely)
    return await this.#open(engine, begin, signal)
  }

  /** Those of a container, the oldest first, now and after every change. */
  list(engine: string, container: string, signal?: AbortSignal): AsyncGenerator<Shown[]> {
    const read = () =>
      [...this.#terminals.values()]
        .map((terminal) => terminal.shown)
        .filter((shown) => shown.engine === engine && shown.container === container)
    return this.#change.each(read, signal)
  }

  /** @throws SlipwayError NOT_FOUND */
  watch(id: string, signal?: AbortSignal): AsyncGenerator<OutputItem> {
    return this.#find(id).watch(signal)
  }

  /** @throws SlipwayError NOT_FOUND, or CONFLICT when it has ended or takes no input */
  async write(id: string, text: string): Promise<void> {
    await this.#find(id).write(text)
  }

  /** @throws SlipwayError NOT_FOUND, or the engine's reason */
  async resize(id: string, size: Size): Promise<void> {
    await this.#find(id).resize(size)
  }

  /** Ends and forgets one. Closing what is not there any more is no failure. */
  async close(id: string): Promise<void> {
    const terminal = this.#terminals.get(id)
    if (!terminal) return
    await terminal.close()
    this.#forget(id)
  }

  /** Ends all, also those being opened, and opens no more. */
  async closeAll(): Promise<void> {
    this.#stop.abort(closing())
    await Promise.allSettled(this.#opening)
    await Promise.all([...this.#terminals.keys()].map((id) => this.close(id)))
  }

  async #open(
    engine: string,
    begin: (id: string, signal: AbortSignal) => Promise<Line>,
    signal: AbortSignal | undefined,
    program?: Program,
  ): Promise<Shown> {
    this.#stop.signal.throwIfAborted()
    const alive = [...this.#terminals.values()].filter((terminal) => terminal.alive)
    if (alive.length + this.#opening.size >= MOST_ALIVE) throw tooMany()
    const id = randomUUID()
    const either = signal ? AbortSignal.any([signal, this.#stop.signal]) : this.#stop.signal
    const opening = within(OPEN_MS, either, (timely) => begin(id, timely)).then(async (line) => {
      const terminal = new Terminal(id, engine, line, program)
      if (either.aborted) {
        await terminal.close()
        throw either.reason
      }
      this.#add(id, terminal)
      return terminal.shown
    })
    this.#opening.add(opening)
    try {
      return await opening
    } finally {
      this.#opening.delete(opening)
    }
  }

  #add(id: string, terminal: Terminal): void {
    this.#terminals.set(id, terminal)
    this.#change.bump()
    terminal.ended.then(() => {
      this.#dropOld(terminal.shown.container)
      this.#change.bump()
    })
  }

  #dropOld(container: string): void {
    const ended = [...this.#terminals].filter(([, terminal]) => !terminal.alive)
    const same = ended.filter(([, terminal]) => terminal.shown.container === container)
    for (const [id] of same.slice(0, -MOST_ENDED)) this.#terminals.delete(id)
    for (const [id] of ended.slice(0, -MOST_ENDED_OF_ALL)) this.#terminals.delete(id)
  }

  #forget(id: string): void {
    if (this.#terminals.delete(id)) this.#change.bump()
  }

  #find(id: string): Terminal {
    const terminal = this.#terminals.get(id)
    if (terminal) return terminal
    throw new SlipwayError('NOT_FOUND', {
      what: 'This terminal is gone.',
      why: 'It was closed, perhaps in another window, or ended long ago.',
      next: 'Open another one.',
    })
  }
}

const closing = () =>
  new SlipwayError('CONFLICT', {
    what: 'The terminal was not opened.',
    why: 'Slipway is closing.',
    next: 'Start Slipway again.',
  })

const tooMany = () =>
  new SlipwayError('CONFLICT', {
    what: 'Too many terminals are open.',
    why: `At most ${MOST_ALIVE} can be open at once.`,
    next: 'Close some that are not needed.',
  })
