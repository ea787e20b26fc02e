import { open, stat } from 'node:fs/promises'
import { StringDecoder } from 'node:string_decoder'
import { pause } from '../pause.ts'

/** What writes the log tells nobody, so it is looked at. */
const LOOK_MS = 250
const PART = 64 * 1024

export type TailOptions = {
  /** Bytes at its end with which it begins; all of it unless told. */
  bytes?: number
  /** Goes on with what comes to it, until the signal. */
  follow: boolean
  signal?: AbortSignal
}

/**
 * The end of a log, then what comes to it. `anew`: the log was begun again, as by a new start.
 * @throws the file system’s error
 */
export async function* tailLog(path: string, options: TailOptions): AsyncGenerator<{ anew: boolean; text: string }> {
  const { bytes = Number.POSITIVE_INFINITY, follow, signal } = options
  let anew = true
  let at: number | undefined
  let decoder = new StringDecoder('utf8')
  while (true) {
    const size = (await stat(path).catch(() => undefined))?.size ?? 0
    at ??= Math.max(0, size - bytes)
    if (size < at) {
      at = 0
      anew = true
      decoder = new StringDecoder('utf8')
    }
    if (anew && size === at) {
      // A reader knows at once that there is nothing.
      yield { anew, text: '' }
      anew = false
    }
    while (at < size) {
      const part = await read(path, at, Math.min(PART, size - at))
      if (part.length === 0) break
      at += part.length
      yield { anew, text: decoder.write(part) }
      anew = false
    }
    if (!follow || signal?.aborted) return
    await pause(LOOK_MS, signal).catch(() => {})
    if (signal?.aborted) return
  }
}

async function read(path: string, at: number, length: number): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
