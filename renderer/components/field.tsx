import { Field as Base } from '@base-ui/react/field'
import { clsx } from 'clsx'
import type { ComponentProps } from 'react'
import { Labelled, type LabelledProps } from './labelled.tsx'

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

type FieldProps = LabelledProps &
  Omit<ComponentProps<'input'>, 'onChange' | 'value'> & {
    value: string
    onChange: (value: string) => void
  }

/** A label, a line to fill in, what it is for, and what is wrong with it. */
export function Field({ label, hideLabel, value, onChange, description, error, className, ...rest }: FieldProps) {
  return (
    <Labelled {...{ label, hideLabel, description, error, className }}>
      <Base.Control render={<Input {...rest} />} value={value} onValueChange={(next) => onChange(next)} />
    </Labelled>
  )
}
