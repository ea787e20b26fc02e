import { useEffect } from 'react'
import { useEngines } from '../../lib/engines.ts'
import type { LogModel } from './log-model.ts'

/** Lets a log go on by itself when its engine is back. */
export function useResume(engine: string, model: LogModel): void {
  const engines = useEngines()
  const connected =
    engines.state === 'known' && engines.engines.find(({ id }) => id === engine)?.status.state === 'connected'
  useEffect(() => model.engineIsThere(connected), [model, connected])
}
