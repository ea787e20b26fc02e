import type { Container } from '../../../../contract/index.ts'
import { Sparkline } from '../../stats/index.ts'

/** What a stack’s containers used together over the last minutes, as a line. */
export function StackUsage({ containers }: { containers: readonly Container[] }) {
  const ids = containers.flatMap(({ id, state }) => (state === 'running' ? [id] : []))
  if (ids.length === 0) return null
  return (
    <span className="ml-3 flex" title="CPU of the whole stack over the last five minutes">
      <Sparkline ids={ids} measure="cpu" />
    </span>
  )
}
