import type { Container, ContainerState } from '../../../contract/index.ts'
import type { Tone } from '../../components/badge.tsx'

type Stated = Pick<Container, 'state' | 'health' | 'exitCode'>

const WORDS: Record<ContainerState, string> = {
  created: 'Created',
  running: 'Running',
  paused: 'Paused',
  restarting: 'Restarting',
  removing: 'Removing',
  exited: 'Exited',
  dead: 'Dead',
}

/** A state’s word alone. */
export function stateWord(state: ContainerState): string {
  return WORDS[state]
}

/** A container’s state in words: “Running, healthy”, “Exited (137)”. */
export function stateWords({ state, health, exitCode }: Stated): string {
  if (state === 'running' && health) return `Running, ${health}`
  if ((state === 'exited' || state === 'dead') && exitCode !== undefined) return `${WORDS[state]} (${exitCode})`
  return WORDS[state]
}

/** The colour that goes with it. */
export function stateTone({ state, health, exitCode }: Stated): Tone {
  switch (state) {
    case 'running':
      return health === 'unhealthy' ? 'bad' : health === 'starting' ? 'warn' : 'good'
    case 'paused':
    case 'restarting':
    case 'removing':
      return 'warn'
    case 'dead':
      return 'bad'
    case 'exited':
      return exitCode ? 'bad' : 'neutral'
    case 'created':
      return 'neutral'
  }
}
