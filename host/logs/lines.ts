import type { LogLine, LogSource } from '../../contract/index.ts'
import type { MessageSink } from './sink.ts'
import { leadingTime } from './time.ts'

const NEWLINE = 10
const RETURN = 13
/** So many bytes of text are one line at most; what is longer goes on in the next. */
const LONGEST = 64 * 1024

/**
 * Makes lines of messages. What a message without a newline ends with in the middle of a character
 * comes with the next one of the same source.
 */
export function lineMaker(take: (line: LogLine) => void): MessageSink {
  const cut: Record<LogSource, Buffer | undefined> = { stdout: undefined, stderr: undefined }
  const times: Record<LogSource, string> = { stdout: '', stderr: '' }

  const text = (time: string, source: LogSource, bytes: Buffer, from: number, to: number, more: boolean) => {
    if (more) {
      const whole = to - incomplete(bytes, from, to)
      if (whole < to) cut[source] = Buffer.from(bytes.subarray(whole, to))
      take({ time, source, text: bytes.toString('utf8', from, whole), more: true })
    } else {
      take({ time, source, text: bytes.toString('utf8', from, bytes[to - 1] === RETURN && to > from ? to - 1 : to) })
    }
  }

  return (source, bytes, from, to, headless) => {
    const time = headless ? '' : leadingTime(bytes, from, to)
    if (time !== '') times[source] = time
    let begin = time === '' ? from : from + time.length + 1
    const left = cut[source]
    if (left) {
      cut[source] = undefined
      bytes = Buffer.concat([left, bytes.subarray(begin, to)])
      begin = 0
      to = bytes.length
    }
    const at = times[source]
    do {
      let newline = bytes.indexOf(NEWLINE, begin)
      if (newline >= to) newline = -1
      const end = newline === -1 ? to : newline
      while (end - begin > LONGEST) {
        const next = begin + LONGEST - incomplete(bytes, begin, begin + LONGEST)
        text(at, source, bytes, begin, next, true)
        begin = next
      }
      text(at, source, bytes, begin, end, newline === -1)
      begin = end + 1
    } while (begin < to)
  }
}

/** How many bytes at the end begin a UTF-8 character that is not there as a whole. */
function incomplete(bytes: Buffer, from: number, to: number): number {
  for (let back = 1; back <= 3 && to - back >= from; back++) {
    const byte = bytes[to - back] ?? 0
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0
    if (byte < 0x80) return 0
  }
  return 0
}
