import type { ContainerState, Health } from '../../contract/index.ts'

const STATES: readonly ContainerState[] = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead']

/** The engine's state word; Podman's own words are read as Docker's. */
export function stateOf(word: string): ContainerState {
  const lower = word.toLowerCase()
  const known = STATES.find((state) => state === lower)
  if (known) return known
  if (lower === 'stopped') return 'exited'
  if (lower === 'configured' || lower === 'initialized') return 'created'
  if (lower === 'stopping') return 'running'
  return 'dead'
}

/** The exit code in a listing's status, such as `Exited (137) 2 hours ago`. */
export function exitCodeOf(status: string): number | undefined {
  const [, code] = /^(?:Exited|Restarting) \((-?\d+)\)/.exec(status) ?? []
  return code === undefined ? undefined : Number(code)
}

/** The health in a listing's status, such as `Up 3 minutes (healthy)`. */
export function healthOf(status: string): Health | undefined {
  if (!status.startsWith('Up')) return undefined
  if (status.includes('(healthy)')) return 'healthy'
  if (status.includes('(unhealthy)')) return 'unhealthy'
  if (status.includes('(health: starting)') || status.includes('(starting)')) return 'starting'
  return undefined
}
