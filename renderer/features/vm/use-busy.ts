import { useState } from 'react'

/** Whether work that was begun here still goes on. */
export function useBusy(): [busy: boolean, run: (work: Promise<unknown>) => void] {
  const [running, setRunning] = useState(0)
  const run = (work: Promise<unknown>) => {
    setRunning((n) => n + 1)
    void work.finally(() => setRunning((n) => n - 1))
  }
  return [running > 0, run]
}
