import { Copy, Replace } from 'lucide-react'
import { Button } from '../../components/button.tsx'
import { type Origin, startOver } from '../../lib/run-draft.ts'

/** Says which container the form was filled from, what becomes of it, and what could not be taken over. */
export function OriginNote({ from: { name, recreate, unsaid } }: { from: Origin }) {
  const Icon = recreate ? Replace : Copy
  return (
    <div className="flex items-start gap-3 rounded-lg border border-line bg-accent-soft px-4 py-3">
      <Icon className="mt-0.5 size-4 shrink-0 text-accent" aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{recreate ? `Edit and recreate ${name}` : `Duplicate ${name}`}</p>
        <p className="text-ink-2">
          {recreate
            ? `${name} is stopped and kept as ${name}-before until the new one is up; then you are asked about it. If the new one fails, ${name} is back as it was.`
            : 'Filled in as it was made. What it wrote, and its volumes without a name, are not taken along.'}
        </p>
        {unsaid.map((what) => (
          <p key={what} className="text-warn">
            {what}
          </p>
        ))}
      </div>
      <Button size="small" onClick={startOver}>
        Start over
      </Button>
    </div>
  )
}
