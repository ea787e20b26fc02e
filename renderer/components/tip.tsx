import { Tooltip } from '@base-ui/react/tooltip'
import type { ReactElement, ReactNode } from 'react'
import { usePopupLayer } from './popup-layer.ts'

/** Words beside a control while it is hovered or focused. `children` is that one control. */
export function Tip({ text, children }: { text: ReactNode; children: ReactElement }) {
  const layer = usePopupLayer()
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={children} />
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
