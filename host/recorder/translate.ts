import type { EngineEvent } from '../inventory/index.ts'
import { signalWord } from './signals.ts'
import type { ContainerFacts, EventDraft } from './store/types.ts'

const STACK = 'com.docker.compose.project'
const SERVICE = 'com.docker.compose.service'
const IMAGE_ACTIONS = new Set(['pull', 'push', 'load', 'import', 'tag', 'untag', 'delete', 'build'])
const OBJECT_ACTIONS = new Set(['create', 'destroy', 'remove'])
const HEALTHS = ['starting', 'healthy', 'unhealthy'] as const
/** Podman's words for what Docker has other words for. */
const SAME: Record<string, string> = { died: 'die', remove: 'destroy' }

/** An engine's event as one to be written down; undefined for what tells nobody anything later. */
export function draftOf(event: EngineEvent, time: number): EventDraft | undefined {
  const { type, id, attributes } = event
  switch (type) {
    case 'container':
      return containerDraft(event, time)
    case 'image':
      return IMAGE_ACTIONS.has(event.action)
        ? { kind: 'image', time, action: event.action, image: attributes.name ?? id }
        : undefined
    case 'network':
      return OBJECT_ACTIONS.has(event.action)
        ? { kind: 'network', time, action: event.action, network: attributes.name ?? id }
        : undefined
    case 'volume':
      return OBJECT_ACTIONS.has(event.action) ? { kind: 'volume', time, action: event.action, volume: id } : undefined
    default:
      return undefined
  }
}

/** What an event says of its container beside what happened. */
export function factsOf({ id, attributes }: EngineEvent): ContainerFacts {
  return {
    container: id,
    name: attributes.name ?? id.slice(0, 12),
    image: attributes.image ?? '',
    stack: attributes[STACK],
    service: attributes[SERVICE],
  }
}

function containerDraft({ action: word, id, attributes }: EngineEvent, time: number): EventDraft | undefined {
  const of = { time, container: id, name: attributes.name ?? id.slice(0, 12) }
  const action = SAME[word] ?? word
  switch (action) {
    case 'create':
      return { ...of, kind: 'created', image: attributes.image ?? '' }
    case 'start':
      return { ...of, kind: 'started' }
    case 'die':
      return { ...of, kind: 'died', code: codeOf(attributes.exitCode ?? attributes.containerExitCode) }
    case 'oom':
      return { ...of, kind: 'oom' }
    case 'kill':
      return { ...of, kind: 'signalled', signal: signalWord(attributes.signal ?? '') }
    case 'stop':
      return { ...of, kind: 'stopped' }
    case 'restart':
      return { ...of, kind: 'restarted' }
    case 'pause':
      return { ...of, kind: 'paused' }
    case 'unpause':
      return { ...of, kind: 'unpaused' }
    case 'rename':
      return { ...of, kind: 'renamed', from: (attributes.oldName ?? '').replace(/^\//, '') }
    case 'update':
      return { ...of, kind: 'updated' }
    case 'destroy':
      return { ...of, kind: 'removed' }
    default: {
      const health = HEALTHS.find((one) => action === `health_status: ${one}` || attributes.health_status === one)
      return action.startsWith('health_status') && health ? { ...of, kind: 'health', health } : undefined
    }
  }
}

function codeOf(word: string | undefined): number {
  const code = Number(word ?? 0)
  return Number.isInteger(code) ? code : 0
}
