import { Box, Database, Hammer, Layers, type LucideIcon, Network } from 'lucide-react'
import type { DiskKind } from '../../../contract/index.ts'

/** The kinds of things that take room, in the order in which they are shown. */
export const KINDS = ['images', 'containers', 'volumes', 'cache'] as const
export type Kind = (typeof KINDS)[number]

export const KIND_WORDS: Record<DiskKind, { title: string; one: string; icon: LucideIcon }> = {
  images: { title: 'Images', one: 'image', icon: Layers },
  containers: { title: 'Containers', one: 'container', icon: Box },
  volumes: { title: 'Volumes', one: 'volume', icon: Database },
  cache: { title: 'Build cache', one: 'entry', icon: Hammer },
  networks: { title: 'Networks', one: 'network', icon: Network },
}

/** The colour of each kind in the bar, which its heading has, too. */
export const KIND_FILL: Record<Kind, string> = {
  images: 'bg-accent',
  containers: 'bg-good-dot',
  volumes: 'bg-warn-dot',
  cache: 'bg-idle-dot',
}
