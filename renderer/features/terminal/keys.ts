import { onMac } from '../../lib/desktop.ts'

/** The keys that lead out of a terminal, which takes every other; `.` because no program can be sent it with both. */
export const LEAVE_KEYS = 'Ctrl+Shift+.'

export type KeyAction = 'leave' | 'copy' | 'paste'

/** What a key means to the page instead of to the program; undefined for the program's own. */
export function keyAction(event: KeyboardEvent, mac = onMac): KeyAction | undefined {
  if (event.altKey) return undefined
  if (event.ctrlKey && event.shiftKey && !event.metaKey && event.code === 'Period') return 'leave'
  // The command key alone is the browser's own copy and paste.
  if (mac || event.metaKey || !event.ctrlKey || !event.shiftKey) return undefined
  if (event.code === 'KeyC') return 'copy'
  if (event.code === 'KeyV') return 'paste'
  return undefined
}
