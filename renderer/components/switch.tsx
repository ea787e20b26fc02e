import { Switch as Base } from '@base-ui/react/switch'
import { type ReactNode, useId } from 'react'

type SwitchProps = {
  checked: boolean
  onChange: (checked: boolean) => void
  children: ReactNode
  description?: ReactNode
  disabled?: boolean
}

/** On or off, at once. */
export function Switch({ checked, onChange, children, description, disabled }: SwitchProps) {
  const id = useId()
  return (
    <div className="flex items-start gap-3">
      <div className="min-w-0 flex-1">
        <span id={`${id}-name`}>{children}</span>
        {description ? (
          <p id={`${id}-more`} className="text-ink-3 text-sm">
            {description}
          </p>
        ) : null}
      </div>
      <Base.Root
        checked={checked}
        onCheckedChange={onChange}
        disabled={disabled ?? false}
        aria-labelledby={`${id}-name`}
        aria-describedby={description ? `${id}-more` : undefined}
        className="mt-0.5 flex h-4 w-7 shrink-0 rounded-full bg-line-strong p-0.5 data-[checked]:bg-accent-fill data-[disabled]:opacity-50"
      >
        <Base.Thumb className="size-3 rounded-full bg-white transition-transform duration-100 data-[checked]:translate-x-3" />
      </Base.Root>
    </div>
  )
}
