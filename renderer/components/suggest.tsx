import { Autocomplete } from '@base-ui/react/autocomplete'
import { clsx } from 'clsx'
import { useMemo, useState } from 'react'
import { Input } from './field.tsx'
import { Labelled, type LabelledProps } from './labelled.tsx'
import { POPUP, POPUP_ITEM } from './popup.ts'
import { usePopupLayer } from './popup-layer.ts'

/** More than this is no help; the next letter narrows it. */
const MOST = 60

type SuggestProps = LabelledProps & {
  value: string
  onChange: (value: string) => void
  /** What there is to choose from; anything else may be written too. */
  options: readonly string[]
  placeholder?: string
  autoFocus?: boolean
}

/** A line to fill in that knows likely values. */
export function Suggest(props: SuggestProps) {
  const { value, onChange, options, placeholder, autoFocus, ...labelled } = props
  const layer = usePopupLayer()
  const [open, setOpen] = useState(false)
  const fitting = useMemo(() => fittingOptions(options, value), [options, value])
  return (
    <Labelled {...labelled}>
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
    </Labelled>
  )
}

/** The options that hold what is written, those with a word that begins so first; none where it is the only one. */
function fittingOptions(options: readonly string[], value: string): readonly string[] {
  const wanted = value.toLowerCase()
  const found = options.filter((option) => option.toLowerCase().includes(wanted))
  if (found.length === 1 && found[0] === value) return []
  const begins = (option: string) =>
    option
      .toLowerCase()
      .split('/')
      .some((word) => word.startsWith(wanted))
  return [...found.filter(begins), ...found.filter((option) => !begins(option))].slice(0, MOST)
}
