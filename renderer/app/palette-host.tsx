import { Suspense, useEffect, useState } from 'react'
import { onMac } from '../lib/desktop.ts'
import { lazyPart } from '../lib/load-part.ts'
import { openPalette, paletteOpen } from '../lib/palette.ts'
import { useStore } from '../lib/store.ts'

const Palette = lazyPart(() => import('../features/palette/index.ts').then(({ Palette: it }) => it))

/** Opens the palette by its keys; its code is loaded when the page has nothing else to do. */
export function PaletteHost() {
  const open = useStore(paletteOpen)
  const [needed, setNeeded] = useState(open)
  if (open && !needed) setNeeded(true)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || event.altKey || event.shiftKey) return
      if (onMac ? !event.metaKey || event.ctrlKey : !event.ctrlKey || event.metaKey) return
      event.preventDefault()
      if (paletteOpen.get()) paletteOpen.set(false)
      else openPalette()
    }
    // Before a terminal or an editor takes the key.
    window.addEventListener('keydown', press, { capture: true })
    const idle = requestIdleCallback(() => Palette.preload())
    return () => {
      window.removeEventListener('keydown', press, { capture: true })
      cancelIdleCallback(idle)
    }
  }, [])
  if (!needed) return null
  return (
    <Suspense fallback={null}>
      <Palette open={open} onClose={() => paletteOpen.set(false)} />
    </Suspense>
  )
}
