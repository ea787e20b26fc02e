import { Button } from '../../components/button.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import type { useOpening } from './use-opening.ts'

type OpeningViewProps = { opening: ReturnType<typeof useOpening>; onProgram: () => void }

/** That a terminal is being opened, or why it was not. */
export function OpeningView({ opening: { state, dismiss }, onProgram }: OpeningViewProps) {
  if (state.state === 'failed') {
    return (
      <ProblemView
        page
        problem={state.problem}
        actions={
          <>
            <Button onClick={onProgram}>With options…</Button>
            <Button look="quiet" onClick={dismiss}>
              Dismiss
            </Button>
          </>
        }
      />
    )
  }
  if (state.state !== 'opening') return null
  return (
    <div role="status" className="flex flex-1 items-center justify-center gap-3 p-8 text-ink-2">
      {state.what}…
      <Button size="small" onClick={dismiss}>
        Cancel
      </Button>
    </div>
  )
}
