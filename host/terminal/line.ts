import type { Duplex } from 'node:stream'
import type { Terminal, TerminalEnd } from '../../contract/index.ts'

export type Size = { columns: number; rows: number }

/** An open line to a process: what exec and attach have in common once they stand. */
export type Line = Pick<Terminal, 'container' | 'kind' | 'title' | 'command' | 'tty' | 'input'> & {
  socket: Duplex
  /** What came before anybody read the socket. */
  head: Buffer
  /** Shown before everything else, already text. */
  history: string
  /** Tells the process its terminal's size. */
  resize(size: Size, signal: AbortSignal): Promise<void>
  /** How it ended, once the socket has; finds out within a few seconds. */
  outcome(): Promise<TerminalEnd>
  /** Ends what the line holds besides the socket: the process of an exec. Never throws. */
  hangUp(): Promise<void>
}
