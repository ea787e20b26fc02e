import type { Problem } from '../contract/index.ts'

/** What the main process says to the host’s process; ports travel beside it. */
export type ToHost =
  | { type: 'port' }
  | { type: 'save'; id: number; token: string; file: string }
  /** What the keychain gave, or why it gave nothing. */
  | { type: 'secret'; id: number; ok: boolean; text: string }
  | { type: 'close' }

/** What the host’s process answers. */
export type FromHost =
  /** It can’t start; it ends after this. */
  | { type: 'failed'; problem: Problem }
  /** A download is in its file, or why it is not. */
  | { type: 'saved'; id: number; problem?: Problem }
  /** Something for the computer’s keychain. */
  | { type: 'secret'; id: number; verb: 'available' | 'seal' | 'open'; text: string }
