import { createContext } from 'react'
import type { Box } from './layout.ts'

/** What is chosen in the picture: a network, or a container wherever it stands. */
export type Chosen = { kind: 'network'; id: string } | { kind: 'container'; id: string }

/** What every box of the picture has to know besides itself. */
export type MapState = {
  chosen: Chosen | undefined
  /** Containers and networks that are to stand out; everything does where this is undefined. */
  lit: { networks: ReadonlySet<string>; containers: ReadonlySet<string> } | undefined
  /** The key of the spot that the Tab key leads to. */
  active: string | undefined
  /** Too far away to read what stands on a card. */
  far: boolean
  /** The engine’s address, for where its ports are. */
  address: string
  choose: (chosen: Chosen | undefined) => void
  open: (chosen: Chosen) => void
  onFocus: (key: string) => void
  /** Puts a container on a network, once it was asked for. */
  onDrop: (container: string, box: Box) => void
}

export const MapContext = createContext<MapState | undefined>(undefined)
