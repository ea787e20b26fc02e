import { ESCAPES, plainText } from '../../../contract/plain-text.ts'
import { type Look, styled } from './sgr.ts'

/** A piece of a line that looks the same throughout. */
export type Span = { text: string; look: Look }

const PLAIN: Look = {}
const SGR = /^(?:\u001b\[|\u009b)([\d;:]*)m$/
/** The same tokens as `plainText` leaves out, and what writes over the line. */
const TOKENS = new RegExp(`${ESCAPES.source}|\\r`, 'g')

/** A log line in pieces with their looks; together they read as `plainText` of it. */
export function spansOf(text: string): Span[] {
  if (!/[\u001b\u009b]/.test(text)) {
    const plain = plainText(text)
    return plain === '' ? [] : [{ text: plain, look: PLAIN }]
  }
  let spans: Span[] = []
  let look = PLAIN
  let at = 0
  const put = (to: number) => {
    if (to <= at) return
    const last = spans.at(-1)
    if (last?.look === look) last.text += text.slice(at, to)
    else spans.push({ text: text.slice(at, to), look })
  }
  let overwrite = false
  for (const match of text.matchAll(TOKENS)) {
    if (overwrite && match.index > at) {
      spans = []
      overwrite = false
    }
    put(match.index)
    at = match.index + match[0].length
    if (match[0] === '\r') overwrite = true
    else look = lookAfter(look, match[0])
  }
  if (overwrite && text.length > at) spans = []
  put(text.length)
  return spans
}

function lookAfter(look: Look, token: string): Look {
  const parameters = SGR.exec(token)?.[1]
  return parameters === undefined ? look : styled(look, parameters)
}
