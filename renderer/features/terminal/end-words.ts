import type { TerminalEnd } from '../../../contract/index.ts'

/** What a code above 128 says: the signal that ended the process. */
const SIGNALS: Record<number, string> = {
  129: 'SIGHUP',
  130: 'SIGINT',
  131: 'SIGQUIT',
  134: 'SIGABRT',
  137: 'SIGKILL',
  139: 'SIGSEGV',
  143: 'SIGTERM',
}

/** How a terminal ended, as a sentence. */
export function endWords({ reason, exitCode }: TerminalEnd): string {
  switch (reason) {
    case 'detached':
      return 'Detached. The container goes on.'
    case 'closed':
      return 'Closed.'
    case 'lost':
      return 'The connection to the engine broke.'
    case 'exited': {
      if (exitCode === undefined) return 'Ended; its exit code is not known.'
      const signal = SIGNALS[exitCode]
      return `Ended with exit code ${exitCode}${signal ? ` (${signal})` : ''}.`
    }
  }
}
