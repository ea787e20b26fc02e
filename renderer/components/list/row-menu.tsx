import { Menu as Base } from '@base-ui/react/menu'
import { type ReactNode, useState } from 'react'
import { MenuPopup } from '../menu.tsx'

/** Which row’s menu is open: under which button, for what. */
export type RowMenuPlace<T> = { under: HTMLElement; items: readonly T[] }

type RowMenuProps = { place: { under: HTMLElement } | undefined; onClose: () => void; children: ReactNode }

/** One menu for all rows: a trigger in each would cost more than the rest of the row. */
export function RowMenu({ place, onClose, children }: RowMenuProps) {
  // Where it closes is where it was open.
  const [under, setUnder] = useState<HTMLElement>()
  if (place && place.under !== under) setUnder(place.under)
  return (
    <Base.Root
      open={place !== undefined}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <MenuPopup align="end" under={under}>
        {children}
      </MenuPopup>
    </Base.Root>
  )
}
