import { Field as Base } from '@base-ui/react/field'
import { clsx } from 'clsx'
import type { ReactNode } from 'react'

export type LabelledProps = {
  label: string
  /** The label stands elsewhere, as over a column; it is only heard. */
  hideLabel?: boolean | undefined
  description?: ReactNode
  /** What is wrong with the value. */
  error?: string | undefined
  className?: string | undefined
}

/** Something to fill in with its label, what it is for, and what is wrong with it. */
export function Labelled(props: LabelledProps & { children: ReactNode }) {
  const { label, hideLabel, description, error, className, children } = props
  return (
    <Base.Root className={clsx('flex min-w-0 flex-col gap-1', className)} invalid={error !== undefined}>
      <Base.Label className={hideLabel ? 'sr-only' : 'font-medium'}>{label}</Base.Label>
      {children}
      {description && error === undefined ? (
        <Base.Description className="text-ink-3 text-sm">{description}</Base.Description>
      ) : null}
      {error === undefined ? null : (
        <Base.Error match className="text-bad text-sm">
          {error}
        </Base.Error>
      )}
    </Base.Root>
  )
}
