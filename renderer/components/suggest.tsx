import { Autocomplete } from '@base-ui/react/autocomplete'
import { Field as Base } from '@base-ui/react/field'
import { clsx } from 'clsx'
import { type ReactNode, useMemo, useState } from 'react'
import { Input } from './field.tsx'
import { POPUP, POPUP_ITEM } from './popup.ts'
import { usePopupLayer } from './popup-layer.ts'

/** More than this is no help; the next letter narrows it. */
const MOST = 60

type SuggestProps = {
  label: string
  /** The label stands elsewhere, as over a column; it is only heard. */
  hideLabel?: boolean
  value: string
  onChange: (value: string) => void
  /** What there is to choose from; anything else may be written too. */
  options: readonly string[]
  description?: ReactNode
  error?: string | undefined
  placeholder?: string
  autoFocus?: boolean
  className?: string
}

/** A line to fill in that knows likely values. */
export function Suggest(props: SuggestProps) {
  const { label, hideLabel, value, onChange, options, description, error, placeholder, autoFocus, className } = props
  const layer = usePopupLayer()
  const [open, setOpen] = useState(false)
  const fitting = useMemo(() => fittingOptions(options, value), [options, value])
  return (
    <Base.Root className={clsx('flex min-w-0 flex-col gap-1', className)} invalid={error !== undefined}>
      <Base.Label className={hideLabel ? 'sr-only' : 'font-medium'}>{label}</Base.Label>
      <Autocomplete.Root
        items={fitting}
        mode="none"
        // An empty popup would still keep the rest of the page from screen readers.
        open={open && fitting.length > 0}
        onOpenChange={setOpen}
        value={value}
        onValueChange={(next, { reason }) => {
          // Escape closes the list; what is written stays.
          if (reason !== 'escape-key') onChange(next)
        }}
        openOnInputClick
      >
        <Autocomplete.Input render={<Input />} placeholder={placeholder} autoFocus={autoFocus} />
        <Autocomplete.Portal container={layer}>
          <Autocomplete.Positioner sideOffset={4} align="start" className="z-40 outline-none">
            <Autocomplete.Popup className={clsx(POPUP, 'max-h-64 max-w-96 min-w-(--anchor-width) data-[empty]:hidden')}>
              <Autocomplete.List>
                {(option: string) => (
                  <Autocomplete.Item key={option} value={option} className={POPUP_ITEM}>
                    <span className="truncate">{option}</span>
                  </Autocomplete.Item>
                )}
              </Autocomplete.List>
            </Autocomplete.Popup>
          </Autocomplete.Positioner>
        </Autocomplete.Portal>
      </Autocomplete.Root>
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

/** The options that hold what is written; none where it is one of them already and nothing else fits. */
function fittingOptions(options: readonly string[], value: string): readonly string[] {
  const wanted = value.toLowerCase()
  const found = options.filter((option) => option.toLowerCase().includes(wanted)).slice(0, MOST)
  return found.length === 1 && found[0] === value ? [] : found
}
