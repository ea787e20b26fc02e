import { Tooltip } from '@base-ui/react/tooltip'
import type { KeyboardEvent, ReactElement, ReactNode } from 'react'
import { usePopupLayer } from './popup-layer.ts'

type TipProps = {
  text: ReactNode
  children: ReactElement
  /** For keys on the control that belong to what the tip says. */
  onKeyDown?: (event: KeyboardEvent) => void
}

/** Words beside a control while it is hovered or focused. `children` is that one control. */
export function Tip({ text, children, onKeyDown }: TipProps) {
  const layer = usePopupLayer()
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={children} {...(onKeyDown && { onKeyDown })} />
      <Tooltip.Portal container={layer}>
        <Tooltip.Positioner sideOffset={6} className="z-50">
          <Tooltip.Popup className="max-w-80 rounded-md bg-ink px-2 py-1 text-canvas text-sm shadow-popup">
            {text}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}
