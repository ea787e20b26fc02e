import type { DesktopBridge } from '../../contract/index.ts'

declare global {
  interface Window {
    /** Present in the desktop app only. */
    slipway?: DesktopBridge
  }
}

/** The desktop shell, where the page runs in it. */
export function desktop(): DesktopBridge | undefined {
  return window.slipway
}

/** True where the command key is the one for shortcuts. */
export const onMac = /Mac|iPhone|iPad/.test(navigator.userAgent)
