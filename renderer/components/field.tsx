import { Field as Base } from '@base-ui/react/field'
import { clsx } from 'clsx'
import type { ComponentProps, ReactNode } from 'react'

const LINE =
  'w-full rounded-md border border-line-strong/60 bg-canvas px-2 text-ink outline-offset-0 focus:border-accent focus:outline-1 focus:outline-accent disabled:opacity-50 aria-invalid:border-bad'

export const INPUT = clsx('h-7', LINE)

/** Lines of text to fill in; it grows with them. Give it a label. */
export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea
      className={clsx(LINE, 'field-sizing-content min-h-7 resize-none py-1 font-mono text-sm', className)}
      spellCheck={false}
      autoComplete="off"
      {...rest}
    />
  )
}

/** A line of text to fill in, without a label; give it one, or use Field. */
export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input className={clsx(INPUT, className)} spellCheck={false} autoComplete="off" {...rest} />
}

type FieldProps = Omit<ComponentProps<'input'>, 'onChange' | 'value'> & {
  label: string
  value: string
  onChange: (value: string) => void
  description?: ReactNode
  /** What is wrong with the value. */
  error?: string | undefined
}

/** A label, a line to fill in, what it is for, and what is wrong with it. */
export function Field({ label, value, onChange, description, error, className, ...rest }: FieldProps) {
  return (
    <Base.Root className={clsx('flex flex-col gap-1', className)} invalid={error !== undefined}>
      <Base.Label className="font-medium">{label}</Base.Label>
      <Base.Control render={<Input {...rest} />} value={value} onValueChange={(next) => onChange(next)} />
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
