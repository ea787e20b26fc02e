import { useRef, useState } from 'react'
import type { Problem, Terminal } from '../../../contract/index.ts'
import { asProblem } from '../../lib/problem.ts'

type State = { state: 'idle' } | { state: 'opening'; what: string } | { state: 'failed'; problem: Problem }

/** The opening of a terminal: one at a time, which can be cancelled, and says why it failed. */
export function useOpening(opened: (terminal: Terminal) => void) {
  const [state, setState] = useState<State>({ state: 'idle' })
  const abort = useRef<AbortController>(undefined)
  const dismiss = () => {
    abort.current?.abort()
    setState({ state: 'idle' })
  }
  const open = (what: string, run: (signal: AbortSignal) => Promise<Terminal>) => {
    abort.current?.abort()
    const own = new AbortController()
    abort.current = own
    setState({ state: 'opening', what })
    run(own.signal).then(
      (terminal) => {
        if (abort.current !== own || own.signal.aborted) return
        setState({ state: 'idle' })
        opened(terminal)
      },
      (error) => {
        if (abort.current !== own || own.signal.aborted) return
        setState({ state: 'failed', problem: asProblem(error, 'The terminal could not be opened.') })
      },
    )
  }
  return { state, open, dismiss }
}
