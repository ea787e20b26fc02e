import { createStore } from '../../lib/store.ts'

const KEY = 'slipway.terminal.screen-reader'

/** Whether terminals tell a screen reader what they show. It costs some speed, so it is a choice of this browser. */
export const screenReader = createStore(localStorage.getItem(KEY) === 'on')

export function setScreenReader(on: boolean): void {
  localStorage.setItem(KEY, on ? 'on' : 'off')
  screenReader.set(on)
}
