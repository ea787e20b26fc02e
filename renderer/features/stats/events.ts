import {
  Box,
  CircleAlert,
  CirclePause,
  CirclePlay,
  CircleSlash,
  HardDrive,
  HeartCrack,
  HeartPulse,
  Layers,
  type LucideIcon,
  MemoryStick,
  Network,
  Pencil,
  Play,
  Rocket,
  RotateCw,
  Server,
  SlidersHorizontal,
  Square,
  Trash2,
  Video,
  Zap,
} from 'lucide-react'
import type { RecordedEvent } from '../../../contract/index.ts'
import type { Tone } from '../../components/badge.tsx'
import type { Mark } from './chart/types.ts'

/** How an event looks and reads. `words` says what happened, without to whom. */
type EventSign = { icon: LucideIcon; tone: Tone; words: string }

/** What happened, in words and as a sign. */
export function eventSign(event: RecordedEvent): EventSign {
  switch (event.kind) {
    case 'created':
      return event.replaces === undefined
        ? { icon: Box, tone: 'neutral', words: `created from ${event.image}` }
        : { icon: Rocket, tone: 'accent', words: `deployed from ${event.image}, in the place of the one before` }
    case 'started':
      return { icon: Play, tone: 'good', words: 'started' }
    case 'died':
      return event.code === 0
        ? { icon: CircleSlash, tone: 'neutral', words: 'ended with exit code 0' }
        : { icon: CircleAlert, tone: 'bad', words: `ended with exit code ${event.code}` }
    case 'oom':
      return { icon: MemoryStick, tone: 'bad', words: 'ran out of memory, and the kernel ended a process of it' }
    case 'signalled':
      return { icon: Zap, tone: 'warn', words: `was sent ${event.signal}` }
    case 'stopped':
      return { icon: Square, tone: 'neutral', words: 'stopped' }
    case 'restarted':
      return { icon: RotateCw, tone: 'accent', words: 'restarted' }
    case 'paused':
      return { icon: CirclePause, tone: 'warn', words: 'paused' }
    case 'unpaused':
      return { icon: CirclePlay, tone: 'good', words: 'resumed' }
    case 'health':
      return event.health === 'unhealthy'
        ? { icon: HeartCrack, tone: 'bad', words: 'became unhealthy' }
        : { icon: HeartPulse, tone: event.health === 'healthy' ? 'good' : 'neutral', words: `health: ${event.health}` }
    case 'renamed':
      return { icon: Pencil, tone: 'neutral', words: `renamed, was ${event.from}` }
    case 'updated':
      return { icon: SlidersHorizontal, tone: 'neutral', words: 'limits changed' }
    case 'removed':
      return { icon: Trash2, tone: 'neutral', words: 'removed' }
    case 'image':
      return { icon: Layers, tone: 'neutral', words: `${IMAGE_DEEDS[event.action] ?? event.action}` }
    case 'network':
      return { icon: Network, tone: 'neutral', words: NETWORK_DEEDS[event.action] ?? event.action }
    case 'volume':
      return { icon: HardDrive, tone: 'neutral', words: VOLUME_DEEDS[event.action] ?? event.action }
    case 'engine':
      return ENGINE_SIGNS[event.action]
    case 'recorder':
      return {
        icon: Video,
        tone: 'neutral',
        words: event.action === 'began' ? 'began to record' : 'ended to record: what follows was not measured',
      }
  }
}

const IMAGE_DEEDS: Readonly<Record<string, string>> = {
  pull: 'pulled',
  push: 'pushed',
  tag: 'tagged',
  untag: 'untagged',
  delete: 'deleted',
  import: 'imported',
  load: 'loaded',
  save: 'saved',
  build: 'built',
}
const NETWORK_DEEDS: Readonly<Record<string, string>> = {
  create: 'created',
  connect: 'connected',
  disconnect: 'disconnected',
  destroy: 'removed',
  remove: 'removed',
}
const VOLUME_DEEDS: Readonly<Record<string, string>> = {
  create: 'created',
  mount: 'mounted',
  unmount: 'unmounted',
  destroy: 'removed',
}
const ENGINE_SIGNS: Record<Extract<RecordedEvent, { kind: 'engine' }>['action'], EventSign> = {
  connected: { icon: Server, tone: 'good', words: 'could be reached again' },
  lost: { icon: Server, tone: 'warn', words: 'could not be reached any more' },
  restarted: { icon: Server, tone: 'warn', words: 'was started anew' },
  rebooted: { icon: Server, tone: 'warn', words: 'was started anew with its machine' },
}

/** Whom an event is about. */
export function eventSubject(event: RecordedEvent): string {
  switch (event.kind) {
    case 'image':
      return `Image ${event.image}`
    case 'network':
      return `Network ${event.network}`
    case 'volume':
      return `Volume ${event.volume}`
    case 'engine':
      return 'The engine'
    case 'recorder':
      return 'Slipway'
    default:
      return event.name
  }
}

/** True for what belongs on the time axis of a container’s curves. */
function isMark(event: RecordedEvent): boolean {
  switch (event.kind) {
    case 'started':
    case 'oom':
    case 'restarted':
    case 'updated':
    case 'recorder':
      return true
    case 'engine':
      return event.action !== 'connected'
    case 'died':
      return event.code !== 0
    case 'created':
      return event.replaces !== undefined
    case 'health':
      return event.health === 'unhealthy'
    default:
      return false
  }
}

/** True for what belongs on the time axis of all containers together, where each start would be too much. */
function isMarkOfAll(event: RecordedEvent): boolean {
  return isMark(event) && !['started', 'died', 'restarted', 'updated', 'health'].includes(event.kind)
}

/** What is drawn on the time axis: starts, ends with an error, lack of memory, restarts, deploys; `of` one or all. */
export function marksOf(events: readonly RecordedEvent[], of: 'one' | 'all' = 'one'): Mark[] {
  return events.filter(of === 'one' ? isMark : isMarkOfAll).map((event) => {
    const { icon, tone, words } = eventSign(event)
    return { key: String(event.number), at: event.time, words: `${eventSubject(event)} ${words}`, icon, tone }
  })
}

/** Events, newest first, of which those that say the same of the same are one line, at the newest of them. */
export function folded(newestFirst: readonly RecordedEvent[]): { event: RecordedEvent; times: number }[] {
  const lines = new Map<string, { event: RecordedEvent; times: number }>()
  for (const event of newestFirst) {
    const key = `${event.kind} ${'container' in event ? event.container : ''} ${eventSubject(event)} ${eventSign(event).words}`
    const line = lines.get(key)
    if (line) line.times += 1
    else lines.set(key, { event, times: 1 })
  }
  return [...lines.values()]
}
