import type { LogLine } from '../../../contract/index.ts'
import { plainText } from '../../../contract/plain-text.ts'

/** Lines as text to paste: without colours, with their times if those are shown. */
export function linesAsText(lines: readonly LogLine[], timestamps: boolean): string {
  let text = ''
  let goesOn = false
  for (const line of lines) {
    if (timestamps && !goesOn) text += `${line.time} `
    text += plainText(line.text)
    goesOn = line.more === true
    if (!goesOn) text += '\n'
  }
  return text
}
