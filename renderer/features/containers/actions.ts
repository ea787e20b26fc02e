import { CirclePause, CirclePlay, type LucideIcon, Play, RotateCw, Skull, Square } from 'lucide-react'
import type { Container, ContainerAction, ContainerState } from '../../../contract/index.ts'

export type ActionInfo = {
  action: ContainerAction
  /** The word on the button. */
  label: string
  icon: LucideIcon
  doing: string
  done: string
  /** “could not be …” */
  participle: string
  /** States in which it does something. */
  states: readonly ContainerState[]
}

export const ACTIONS: readonly ActionInfo[] = [
  {
    action: 'start',
    label: 'Start',
    icon: Play,
    doing: 'Starting',
    done: 'Started',
    participle: 'started',
    states: ['created', 'exited', 'dead'],
  },
  {
    action: 'stop',
    label: 'Stop',
    icon: Square,
    doing: 'Stopping',
    done: 'Stopped',
    participle: 'stopped',
    states: ['running', 'paused', 'restarting'],
  },
  {
    action: 'restart',
    label: 'Restart',
    icon: RotateCw,
    doing: 'Restarting',
    done: 'Restarted',
    participle: 'restarted',
    states: ['running', 'paused', 'restarting', 'exited'],
  },
  {
    action: 'kill',
    label: 'Kill',
    icon: Skull,
    doing: 'Killing',
    done: 'Killed',
    participle: 'killed',
    states: ['running', 'paused', 'restarting'],
  },
  {
    action: 'pause',
    label: 'Pause',
    icon: CirclePause,
    doing: 'Pausing',
    done: 'Paused',
    participle: 'paused',
    states: ['running'],
  },
  {
    action: 'unpause',
    label: 'Resume',
    icon: CirclePlay,
    doing: 'Resuming',
    done: 'Resumed',
    participle: 'resumed',
    states: ['paused'],
  },
]

/** What can be done to at least one of these containers. */
export function actionsFor(containers: readonly Pick<Container, 'state'>[]): ActionInfo[] {
  return ACTIONS.filter(({ states }) => containers.some(({ state }) => states.includes(state)))
}
