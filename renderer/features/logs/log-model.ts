import type { LogAnchor, LogLine, LogNews, LogPage, Problem } from '../../../contract/index.ts'
import { client } from '../../lib/connection.ts'
import { asProblem } from '../../lib/problem.ts'
import { createStore } from '../../lib/store.ts'
import { readStream } from '../../lib/stream.ts'
import { Intake } from './intake.ts'
import type { Range } from './range.ts'
import { appended, extended, firstAnchor, type LogWindow, lastAnchor, NOTHING, numberOf, prepended } from './window.ts'

/** So many lines are read at first, and so many each time a border comes near. */
const FIRST_LINES = 1_000
const PAGE_LINES = 1_000

/** A line, and where in the view it is to be. */
export type Target = { number: number; at: 'start' | 'center' | 'end' }

export type LogState = {
  window: LogWindow
  /** The first lines are there. */
  open: boolean
  /** The container ended. */
  ended: boolean
  /** Lines that came since the end was last seen. */
  unseen: number
  /** What is being read besides the news. */
  reading: 'older' | 'newer' | 'elsewhere' | undefined
  /** The line to bring into view; a new object each time. */
  target: Target | undefined
  /** Why there is no more news. */
  problem: Problem | undefined
  /** Why the last reading failed. */
  failed: Problem | undefined
}

const AT_FIRST: LogState = {
  window: NOTHING,
  open: false,
  ended: false,
  unseen: 0,
  reading: undefined,
  target: undefined,
  problem: undefined,
  failed: undefined,
}

/**
 * How the news goes on from what is there:
 *   fresh   the newest lines take the place of everything
 *   join    what comes after the last line
 *   count   the window is elsewhere in the log: new lines are only counted
 */
type Course = 'fresh' | 'join' | 'count'

/** One container's log as the page knows it: a window that moves through it, and what is written meanwhile. */
export class LogModel {
  readonly state = createStore<LogState>(AT_FIRST)
  readonly #engine: string
  readonly #id: string
  readonly #range: Range
  readonly #intake = new Intake((lines) => this.#take(lines))
  #stop: (() => void) | undefined
  #reading: AbortController | undefined
  #pinned = true
  #engineLost = false
  #failed: (() => void) | undefined

  constructor(engine: string, id: string, range: Range) {
    this.#engine = engine
    this.#id = id
    this.#range = range
  }

  /** Begins to read, at the log’s end. */
  open(): void {
    this.#cancel()
    this.#follow('fresh')
  }

  close(): void {
    this.#cancel()
    this.#stop?.()
    this.#stop = undefined
  }

  /** Tries again what failed. */
  again(): void {
    const { window, open, problem } = this.state.get()
    this.#set({ failed: undefined })
    if (problem) this.#follow(!open || window.lines.length === 0 ? 'fresh' : window.after === 0 ? 'join' : 'count')
    else this.#failed?.()
  }

  /** A log that broke off with its engine goes on when that is back; other failures would only come again. */
  engineIsThere(there: boolean): void {
    const back = there && this.#engineLost
    this.#engineLost = !there
    if (back && this.state.get().problem) this.again()
  }

  /** Whether the newest lines are in view: then they stay in view, and the oldest may go. */
  pin(pinned: boolean): void {
    this.#pinned = pinned && this.state.get().window.after === 0
    if (this.#pinned && this.state.get().unseen > 0) this.#set({ unseen: 0 })
  }

  /** Reads the lines before the first one. */
  older(): void {
    const { window, open, reading } = this.state.get()
    const anchor = firstAnchor(window)
    if (!open || reading || window.start || !anchor) return
    void this.#read('older', async (signal) => {
      const page = await this.#before(anchor, signal)
      const now = this.state.get().window
      // The oldest lines went meanwhile: what was read does not join on.
      if (now.first === window.first) this.#set({ window: prepended(now, page) })
    })
  }

  /** Reads the lines after the last one, where the window is not at the end. */
  newer(): void {
    const { window, reading } = this.state.get()
    const anchor = lastAnchor(window)
    if (reading || window.after === 0 || !anchor) return
    void this.#read('newer', async (signal) => {
      const page = await this.#after(anchor, false, signal)
      this.#set({ window: extended(this.state.get().window, page) })
      if (page.edge) this.#follow('join')
    })
  }

  /** Shows the newest lines. */
  toEnd(): void {
    const { window } = this.state.get()
    this.#pinned = true
    if (window.after === 0) this.#aim(window.first + window.lines.length - 1, 'end')
    else this.open()
  }

  /** Shows the log’s first lines. */
  toStart(): void {
    const { window } = this.state.get()
    this.#pinned = false
    if (window.start) {
      this.#aim(window.first, 'start')
      return
    }
    void this.#read('elsewhere', async (signal) => {
      const page = await this.#after(undefined, true, signal)
      this.#replace(page.lines, { start: true, after: page.edge ? 0 : undefined }, 0, 'start')
    })
  }

  /** Brings a line into view, wherever in the log it is. */
  toLine(anchor: LogAnchor): void {
    const { window } = this.state.get()
    this.#pinned = false
    const number = numberOf(window, anchor)
    if (number !== undefined) {
      this.#aim(number, 'center')
      return
    }
    void this.#read('elsewhere', async (signal) => {
      const [before, after] = await Promise.all([this.#before(anchor, signal), this.#after(anchor, true, signal)])
      const lines = [...before.lines, ...after.lines]
      const left = anchor.depth === undefined ? undefined : Math.max(1, anchor.depth + 1 - after.lines.length)
      this.#replace(lines, { start: before.edge, after: after.edge ? 0 : left }, before.lines.length, 'center')
    })
  }

  #replace(lines: LogLine[], place: Pick<LogWindow, 'start' | 'after'>, index: number, at: Target['at']): void {
    // Numbers of another range: the view must not take them for lines that it has measured.
    const { window } = this.state.get()
    const first = window.first + window.lines.length + 1_000_000
    this.#set({ window: { ...place, lines, first } })
    if (lines.length > 0) this.#aim(first + index, at)
    if (place.after === 0) this.#follow('join')
  }

  #aim(number: number, at: Target['at']): void {
    this.#set({ target: { number, at } })
  }

  #follow(course: Course): void {
    this.#stop?.()
    this.#intake.clear()
    this.#set({ problem: undefined })
    let now = course
    let first = true
    this.#stop = readStream<LogNews>(
      (stream, signal) => {
        const { window } = this.state.get()
        first = true
        // Once the window left the end, new lines are counted only.
        if (now === 'join' && window.after !== 0) now = 'count'
        if (now === 'join' && window.lines.length === 0) now = 'fresh'
        const after = now === 'join' ? lastAnchor(window) : undefined
        return client.logs.follow(
          { ...this.#where(), stream, tail: this.#tail(now), ...(after && { after }) },
          { signal },
        )
      },
      {
        item: (news) => {
          const begins = first
          first = false
          if (news.type === 'ended') {
            this.#set({ ended: true })
            return
          }
          if (begins && now === 'fresh') {
            this.#begin(news)
            // From here on a new subscription goes on where this one was.
            now = 'join'
            return
          }
          if (begins && now === 'count') return
          return this.#intake.take(news.lines)
        },
        problem: (problem) => this.#set({ problem }),
      },
    )
  }

  #tail(course: Course): number {
    return course === 'fresh' ? (this.#range.tail ?? FIRST_LINES) : 1
  }

  #begin(news: Extract<LogNews, { type: 'lines' }>): void {
    const { first, lines } = this.state.get().window
    this.#set({
      window: {
        lines: news.lines,
        first: first + lines.length + 1_000_000,
        start: news.start || this.#range.tail !== undefined,
        after: 0,
      },
      open: true,
      unseen: 0,
    })
    if (news.lines.length > 0) this.#aim(this.state.get().window.first + news.lines.length - 1, 'end')
  }

  /** Takes in what came since the last frame. */
  #take(lines: LogLine[]): void {
    const { window, unseen } = this.state.get()
    this.#set({
      window: appended(window, lines, this.#pinned),
      ended: false,
      unseen: this.#pinned ? 0 : unseen + lines.length,
    })
  }

  async #read(reading: 'older' | 'newer' | 'elsewhere', work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.#reading?.abort()
    const abort = new AbortController()
    this.#reading = abort
    this.#set({ reading, failed: undefined })
    try {
      await work(abort.signal)
    } catch (error) {
      if (abort.signal.aborted) return
      this.#failed = () => void this.#read(reading, work)
      this.#set({ failed: asProblem(error, 'The log could not be read on.') })
    } finally {
      if (this.#reading === abort) {
        this.#reading = undefined
        this.#set({ reading: undefined })
      }
    }
  }

  #cancel(): void {
    this.#reading?.abort()
    this.#reading = undefined
    if (this.state.get().reading) this.#set({ reading: undefined })
  }

  #before(anchor: LogAnchor, signal: AbortSignal): Promise<LogPage> {
    return client.logs.before({ ...this.#where(), anchor, count: PAGE_LINES }, { signal })
  }

  #after(anchor: LogAnchor | undefined, from: boolean, signal: AbortSignal): Promise<LogPage> {
    return client.logs.after({ ...this.#where(), ...(anchor && { anchor }), from, count: PAGE_LINES }, { signal })
  }

  #where() {
    const { since } = this.#range
    return { engine: this.#engine, id: this.#id, ...(since !== undefined && { since }) }
  }

  #set(change: Partial<LogState>): void {
    this.state.set({ ...this.state.get(), ...change })
  }
}
