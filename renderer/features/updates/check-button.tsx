import { RefreshCw } from 'lucide-react'
import { Button } from '../../components/button.tsx'
import { count } from '../../lib/format.ts'
import { checkUpdates, useUpdates } from './use-updates.ts'

/** Asks the registries whether there are newer images, and says what came of it. */
export function CheckUpdatesButton({ engine }: { engine: string }) {
  const updates = useUpdates(engine)
  const asking = updates.filter(({ state }) => state === 'checking').length
  const newer = updates.filter(({ state }) => state === 'newer').length
  return (
    <span className="flex items-center gap-2">
      <span role="status" className="text-ink-3 text-sm max-sm:sr-only">
        {asking > 0 ? `Asking about ${count(asking, 'tag')}` : newer > 0 ? count(newer, 'newer image') : ''}
      </span>
      <Button onClick={() => checkUpdates(engine)} disabled={asking > 0}>
        <RefreshCw aria-hidden />
        Check for updates
      </Button>
    </span>
  )
}
