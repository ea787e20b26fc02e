import { clsx } from 'clsx'
import { Check, Minus } from 'lucide-react'
import { type ChangeEvent, type ReactNode, useId } from 'react'

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

/** The browser’s own checkbox, drawn anew: a list has hundreds of them, so each must cost next to nothing. */
function Box({
  checked,
  partly = false,
  onChange,
  className,
  ...rest
}: BoxProps & { id?: string; 'aria-label'?: string }) {
  const Icon = partly ? Minus : Check
  return (
    <span className={clsx('relative flex size-3.5 shrink-0', className)}>
      <input
        type="checkbox"
        checked={checked}
        ref={(box) => {
          if (box) box.indeterminate = partly
        }}
        onChange={(event) => onChange(event.target.checked, { shiftKey: shiftHeld(event) })}
        className="size-3.5 appearance-none rounded-[4px] border border-line-strong bg-canvas checked:border-accent-fill checked:bg-accent-fill indeterminate:border-accent-fill indeterminate:bg-accent-fill disabled:opacity-50"
        {...rest}
      />
      {checked || partly ? (
        <Icon className="pointer-events-none absolute inset-px size-3 text-white" strokeWidth={3} aria-hidden />
      ) : null}
    </span>
  )
}

function shiftHeld({ nativeEvent }: ChangeEvent): boolean {
  return 'shiftKey' in nativeEvent && nativeEvent.shiftKey === true
}

/** A checkbox without words, as in a table: its label is only heard. */
export function BareCheckbox({ label, ...box }: BoxProps & { label: string }) {
  return <Box aria-label={label} {...box} />
}

/** A checkbox with its words beside it. */
export function Checkbox({ children, ...box }: BoxProps & { children: ReactNode }) {
  const id = useId()
  return (
    <span className="flex items-center gap-2">
      <Box id={id} {...box} />
      <label htmlFor={id}>{children}</label>
    </span>
  )
}
