import type { Duplex } from 'node:stream'
import { SlipwayError } from '../errors.ts'
import { pause } from '../pause.ts'
import type { ExecState } from './exec-state.ts'

/** The process never ran: the engine's own words, and the code it noted. */
export type Failure = { failed: string; exitCode: number | undefined }

/** Milliseconds between looks at a starting process; the last one stays. */
const LOOKS = [5, 10, 15, 20, 30, 50]

/**
 * Waits until a process runs. An engine tells of a failed start in the stream itself, as if the process had written it,
 * so only its state says which it was.
 * Gives what came meanwhile, which is the process's own. @throws the signal's reason
 */
export async function started(
  socket: Duplex,
  head: Buffer,
  look: () => Promise<ExecState>,
  signal: AbortSignal,
): Promise<{ head: Buffer } | Failure> {
  const pieces = [head]
  let over = socket.destroyed
  let wake = () => {}
  const data = (piece: Buffer) => {
    pieces.push(piece)
    wake()
  }
  const end = () => {
    over = true
    wake()
  }
  const error = () => {}
  socket.on('data', data).on('end', end).on('close', end).on('error', error)
  const release = () => {
    socket.pause()
    socket.off('data', data).off('end', end).off('close', end)
    return Buffer.concat(pieces)
  }
  try {
    for (let tries = 0; ; tries++) {
      const { running, exitCode, pid } = await look()
      if (pid > 0) return { head: release() }
      // The state can be older than the stream's end.
      if (over && !running) return { failed: release().toString('utf8').trim(), exitCode }
      const woken = new Promise<void>((resolve) => {
        wake = resolve
      })
      const news = over ? [] : [woken]
      await Promise.race([pause(LOOKS[Math.min(tries, LOOKS.length - 1)] ?? 0, signal), ...news])
    }
  } catch (thrown) {
    socket.destroy()
    throw thrown instanceof SlipwayError ? thrown : (signal.reason ?? thrown)
  }
}
