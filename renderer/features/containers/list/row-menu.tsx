import { Menu as Base } from '@base-ui/react/menu'
import { type ReactNode, useState } from 'react'
import type { Container } from '../../../../contract/index.ts'
import { MenuPopup } from '../../../components/menu.tsx'

/** Which row’s menu is open: under which button, for which containers. */
export type RowMenuPlace = { under: HTMLElement; containers: readonly Container[] }

type RowMenuProps = { place: RowMenuPlace | undefined; onClose: () => void; children: ReactNode }

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
