import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { PassThrough, type Readable } from 'node:stream'
import { z } from 'zod'
import { type EngineClient, FrameReader } from '../engine/index.ts'
import { pause } from '../pause.ts'
import { own } from '../release.ts'
import { readProblems, ToolboxFailure, type ToolboxWarning } from './failure.ts'
import { PROGRAM } from './image.ts'

const created = z.object({ Id: z.string().min(1) })
const state = z.object({ Running: z.boolean(), ExitCode: z.number().nullish() })

/** Of stderr; the program itself says no more. Bytes. */
const MOST_SAID = 1024 * 1024

/** Read before it is asked for. Bytes. */
const AHEAD = 1024 * 1024

/** For what it began. Milliseconds. */
const TAKES_BACK_MS = 5_000

export type RunOptions = {
  signal?: AbortSignal | undefined
  /** What it reads; it knows by itself where that ends. A piece is its sender’s again once the next is asked for. */
  input?: AsyncIterable<Uint8Array>
}

export type Run = {
  /** What it writes; a slow reader slows it. */
  output: Readable
  /** Resolves with what was left out, when it ended well. @throws ToolboxFailure, or what the input throws */
  ended: Promise<{ warnings: ToolboxWarning[] }>
}

/** Starts the program in a container that holds. @throws SlipwayError when the engine refuses */
export async function startRun(
  client: EngineClient,
  container: string,
  args: readonly string[],
  { signal, input }: RunOptions = {},
): Promise<Run> {
  const at = signal ? { signal } : {}
  const { Id } = await client.json(created, 'POST', `/containers/${container}/exec`, {
    body: {
      AttachStdin: input !== undefined,
      AttachStdout: true,
      AttachStderr: true,
      Tty: false,
      Cmd: [PROGRAM, ...args],
    },
    ...at,
  })
  const exec = `/exec/${encodeURIComponent(Id)}`
  const { socket, head } = await client.hijack(`${exec}/start`, { body: { Detach: false, Tty: false }, ...at })
  // Piece by piece: else who reads it gets all that is there, copied together.
  const output = new PassThrough({ writableHighWaterMark: AHEAD, readableObjectMode: true, readableHighWaterMark: 16 })
  const said: Buffer[] = []
  const reading = readFrames(socket, head, output, said, { signal, reads: input !== undefined })
  let brokeOff: { reason: unknown } | undefined
  const sending = input
    ? send(socket, input).catch((error) => {
        brokeOff = { reason: error }
        letGo(socket)
      })
    : undefined
  const ended = (async () => {
    try {
      await reading
    } catch (error) {
      throw brokeOff ? brokeOff.reason : error
    }
    if (brokeOff) throw brokeOff.reason
    const { failure, warnings } = readProblems(Buffer.concat(said).toString('utf8'))
    if (failure) throw failure
    const code = await exitCode(client, exec, signal)
    if (code !== 0) throw new ToolboxFailure('KILLED', '')
    await sending
    return { warnings }
  })()
  // Who only reads the output learns of it there.
  ended.catch(() => {})
  return { output, ended }
}

/** Passes on what comes until it ends. @throws the signal’s reason, what breaks the connection */
async function readFrames(
  socket: Duplex,
  head: Buffer,
  output: PassThrough,
  said: Buffer[],
  { signal, reads }: { signal: AbortSignal | undefined; reads: boolean },
): Promise<void> {
  let length = 0
  const reader = new FrameReader((source, bytes, from, to) => {
    if (to === from) return
    const part = bytes.subarray(from, to)
    if (source === 'stdout') {
      if (!output.write(part)) socket.pause()
      return
    }
    // What it is still sent is of no use.
    if (reads && part.includes('"error"')) letGo(socket)
    length += part.length
    if (length <= MOST_SAID) said.push(Buffer.from(part))
  }, 0)
  await new Promise<void>((resolve, reject) => {
    let over = false
    const leave = () => {
      over = true
      signal?.removeEventListener('abort', abort)
    }
    const fail = (error: unknown) => {
      if (over) return
      leave()
      const reason = signal?.aborted ? signal.reason : error
      socket.destroy()
      output.destroy(reason instanceof Error ? reason : new Error(String(reason)))
      reject(reason)
    }
    const abort = () => (reads ? letGo(socket) : fail(signal?.reason))
    const push = (bytes: Buffer) => {
      try {
        reader.push(bytes)
      } catch (error) {
        fail(error)
      }
    }
    signal?.addEventListener('abort', abort, { once: true })
    output.on('drain', () => socket.resume())
    // Who reads no more wants no more of it.
    output.on('error', fail)
    output.on('close', () => fail(new ToolboxFailure('KILLED', '')))
    if (socket instanceof Socket) socket.on('data', own)
    socket.on('data', push)
    socket.on('error', fail)
    socket.on('close', () => fail(new ToolboxFailure('KILLED', '')))
    socket.on('end', () => {
      if (over) return
      if (signal?.aborted) return fail(signal.reason)
      leave()
      resolve()
      output.end()
      socket.end()
    })
    if (head.length > 0) push(head)
    if (signal?.aborted) abort()
  })
}

/** The program sees the end of what it reads before its own end, takes back what it began, and ends. */
function letGo(socket: Duplex): void {
  socket.end()
  const late = setTimeout(() => socket.destroy(), TAKES_BACK_MS)
  socket.once('close', () => clearTimeout(late))
}

/** A piece is its sender’s again once the next one is asked for. */
async function send(socket: Duplex, input: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const piece of input) {
    if (socket.destroyed || socket.writableEnded) return
    // Once the connection is closed, it is called with an error: the reason is known where it is read.
    const sent = await new Promise<boolean>((resolve) => socket.write(piece, (error) => resolve(!error)))
    if (!sent) return
  }
}

/** The engine ends the stream before it knows how the process ended. */
async function exitCode(client: EngineClient, exec: string, signal: AbortSignal | undefined): Promise<number> {
  for (let wait = 1; ; wait = Math.min(wait * 2, 100)) {
    const { Running, ExitCode } = await client.json(state, 'GET', `${exec}/json`, signal ? { signal } : {})
    if (!Running) return ExitCode ?? 0
    await pause(wait, signal)
  }
}
