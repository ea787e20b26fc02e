import type { Problem } from '../../contract/index.ts'

/** Text that came from outside, as something a terminal can only show: without escape sequences. */
export function plain(text: string): string {
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, '\ufffd')
}

/** A problem as lines for a terminal. */
export function problemLines({ what, why, next }: Problem): string {
  return plain(`${what}\n  Why:  ${why}\n  Next: ${next}`)
}
