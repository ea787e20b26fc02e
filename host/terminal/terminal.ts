import { finished } from 'node:stream'
import type { Terminal as Shown, TerminalEnd } from '../../contract/index.ts'
import { asSlipwayError, SlipwayError } from '../errors.ts'
import { Decoder } from './decoder.ts'
import type { Line, Size } from './line.ts'
import { LineEditor } from './line-editor.ts'
import { Output, type OutputItem } from './output.ts'
import { Resizes } from './resizes.ts'

/** What is no longer than this was typed, not pasted; UTF-16 units. */
const KEYS = 32
/** How long the answer to a key waits for its echo; milliseconds. */
const ECHO_MS = 5

/** One open terminal: it lives from the opening of its line until it is closed, whoever watches. */
export class Terminal {
  /** Settles when it has ended; never rejects. */
  readonly ended: Promise<TerminalEnd>
  readonly #id: string
  readonly #engine: string
  readonly #line: Line
  readonly #program: Shown['program']
  readonly #output: Output
  readonly #resizes: Resizes
  readonly #editor: LineEditor | undefined
  #end: TerminalEnd | undefined
  #over = false
  #closing = false

  constructor(id: string, engine: string, line: Line, program?: Shown['program']) {
    this.#id = id
    this.#engine = engine
    this.#line = line
    this.#program = program
    this.#output = new Output(line.socket)
    this.#resizes = new Resizes(line.resize)
    this.#editor = line.input === 'lines' ? new LineEditor() : undefined
    this.ended = this.#run()
  }

  /** As the contract shows it. */
  get shown(): Shown {
    const { container, kind, title, command, tty, input } = this.#line
    const [program, ended] = [this.#program, this.#end]
    return {
      id: this.#id,
      engine: this.#engine,
      ...{ container, kind, title, command, tty, input },
      ...(program && { program }),
      ...(ended && { ended }),
    }
  }

  get alive(): boolean {
    return this.#end === undefined
  }

  watch(signal?: AbortSignal): AsyncGenerator<OutputItem> {
    return this.#output.read(signal)
  }

  /** Resolves once the engine took the text. @throws SlipwayError CONFLICT when it has ended or takes no input */
  async write(text: string): Promise<void> {
    if (this.#over) throw over()
    if (this.#line.input === 'none') throw noInput()
    if (!this.#editor) return await this.#send(text)
    const { send, echo, endInput, detach } = this.#editor.take(text)
    this.#output.push(echo)
    if (send !== '') await this.#send(send)
    if (detach) this.#line.socket.destroy()
    else if (endInput) this.#line.socket.end()
  }

  /** Resolves once the newest size holds. @throws SlipwayError when the engine refuses it */
  async resize(size: Size): Promise<void> {
    if (this.#over) return
    await this.#resizes.set(size)
  }

  /** Ends it: an exec's process gets a hang-up, an attached container goes on. */
  async close(): Promise<void> {
    if (this.#over) {
      await this.ended
      return
    }
    this.#closing = true
    await this.#line.hangUp()
    this.#line.socket.destroy()
    await this.ended
  }

  async #run(): Promise<TerminalEnd> {
    const { socket, head, history, tty } = this.#line
    const decoder = new Decoder(tty)
    const show = (piece: Buffer) => {
      try {
        this.#output.push(decoder.read(piece))
      } catch (error) {
        const { what, why } = asSlipwayError(error, 'The output can’t be read.').problem
        this.#output.push(`\r\n${what} ${why}\r\n`)
        socket.destroy()
      }
    }
    this.#output.push(history)
    show(head)
    socket.on('error', () => {
      // The end of the stream tells of it.
    })
    socket.on('data', show)
    await new Promise<void>((resolve) => {
      finished(socket, { writable: false }, () => resolve())
      socket.resume()
    })
    this.#over = true
    this.#output.push(decoder.end())
    const end: TerminalEnd = this.#closing ? { reason: 'closed' } : await this.#line.outcome()
    socket.destroy()
    if (!this.#closing) await this.#line.hangUp()
    this.#end = end
    this.#output.finish(end)
    return end
  }

  async #send(text: string): Promise<void> {
    const { version } = this.#output
    await new Promise<void>((resolve, reject) => {
      this.#line.socket.write(text, 'utf8', (error) => (error ? reject(over()) : resolve()))
    })
    // What a person waits for is the echo: it goes out before the answer.
    if (text.length <= KEYS) await this.#output.follows(version, ECHO_MS)
  }
}

const over = () =>
  new SlipwayError('CONFLICT', {
    what: 'This terminal has ended.',
    why: 'Its process is gone, so nobody is there to read what is typed.',
    next: 'Open another one.',
  })

const noInput = () =>
  new SlipwayError('CONFLICT', {
    what: 'This container takes no input.',
    why: 'It was made without `-i`, so its standard input is closed.',
    next: 'Open a shell in it instead, or run it anew with `-i`.',
  })
