import { Checkbox as Base } from '@base-ui/react/checkbox'
import { clsx } from 'clsx'
import { Check, Minus } from 'lucide-react'
import type { ReactNode } from 'react'

type BoxProps = {
  checked: boolean
  /** Some of what it stands for is checked. */
  partly?: boolean
  /** `shiftKey` tells that a range is meant. */
  onChange: (checked: boolean, event: { shiftKey: boolean }) => void
  disabled?: boolean
  tabIndex?: number
  className?: string
}

function Box({ checked, partly, onChange, className, ...rest }: BoxProps & { 'aria-label'?: string }) {
  return (
    <Base.Root
      checked={checked}
      indeterminate={partly ?? false}
      onCheckedChange={(next, { event }) =>
        onChange(next, { shiftKey: 'shiftKey' in event && event.shiftKey === true })
      }
      className={clsx(
        'flex size-3.5 shrink-0 items-center justify-center rounded-[4px] border border-line-strong bg-canvas',
        'data-[checked]:border-accent-fill data-[indeterminate]:border-accent-fill data-[checked]:bg-accent-fill data-[indeterminate]:bg-accent-fill data-[disabled]:opacity-50',
        className,
      )}
      {...rest}
    >
      <Base.Indicator className="text-white" keepMounted={false}>
        {partly ? (
          <Minus className="size-3" strokeWidth={3} aria-hidden />
        ) : (
          <Check className="size-3" strokeWidth={3} aria-hidden />
        )}
      </Base.Indicator>
    </Base.Root>
  )
}

/** A checkbox with its words beside it. */
export function Checkbox({ children, ...box }: BoxProps & { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is Base UI's checkbox inside.
    <label className="flex items-center gap-2">
      <Box {...box} />
      <span>{children}</span>
    </label>
  )
}

/** A checkbox without words, as in a table: its label is only heard. */
export function BareCheckbox({ label, ...box }: BoxProps & { label: string }) {
  return <Box aria-label={label} {...box} />
}
