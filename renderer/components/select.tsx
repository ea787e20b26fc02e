import { Select as Base } from '@base-ui/react/select'
import { clsx } from 'clsx'
import { Check, ChevronsUpDown } from 'lucide-react'
import { POPUP, POPUP_ITEM } from './popup.ts'
import { usePopupLayer } from './popup-layer.ts'

type SelectProps<T extends string> = {
  label: string
  /** The label stands elsewhere on the page; it is only heard. */
  hideLabel?: boolean
  value: T
  options: readonly { value: T; label: string }[]
  onChange: (value: T) => void
  className?: string
}

/** One of several values. */
export function Select<T extends string>({ label, hideLabel, value, options, onChange, className }: SelectProps<T>) {
  const layer = usePopupLayer()
  return (
    <Base.Root
      items={options}
      value={value}
      onValueChange={(next) => {
        if (next !== null) onChange(next)
      }}
    >
      <div className={clsx('flex items-center gap-2', className)}>
        <Base.Label className={hideLabel ? 'sr-only' : 'font-medium'}>{label}</Base.Label>
        <Base.Trigger className="inline-flex h-7 items-center gap-2 rounded-md border border-line bg-raised pr-1.5 pl-2.5 shadow-xs hover:bg-hover data-[popup-open]:bg-hover">
          <Base.Value />
          <Base.Icon className="text-ink-3">
            <ChevronsUpDown className="size-3.5" aria-hidden />
          </Base.Icon>
        </Base.Trigger>
      </div>
      <Base.Portal container={layer}>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-40 outline-none">
          <Base.Popup className={POPUP}>
            <Base.List>
              {options.map((option) => (
                <Base.Item key={option.value} value={option.value} className={POPUP_ITEM}>
                  <span className="flex size-3.5 items-center">
                    <Base.ItemIndicator>
                      <Check aria-hidden />
                    </Base.ItemIndicator>
                  </span>
                  <Base.ItemText className="min-w-0 truncate">{option.label}</Base.ItemText>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
