import type { Run } from '../../../contract/run.ts'
import { Conflict } from '../misfit.ts'
import { endpointsOf } from './endpoints.ts'
import { saysHealth } from './health.ts'

/** Flags that do not go together; the first is the one to point at. */
export type Clash = { flags: readonly string[]; what: string }

const HEALTH = ['cmd', 'interval', 'timeout', 'retries', 'start-period', 'start-interval'].map(
  (name) => `health-${name}`,
)

/** What the docker CLI refuses of these flags taken together. */
export function clashes(run: Run): Clash[] {
  const found: Clash[] = []
  const clash = (said: boolean, what: string, ...flags: string[]) => {
    if (said) found.push({ flags, what })
  }
  const restart = run.restart?.name ?? ''
  clash(
    run.rm && restart !== '' && restart !== 'no',
    'It can’t be removed when it exits and started again at the same time.',
    'restart',
    'rm',
  )
  clash(
    run.verb === 'run' && run.detach && run.attach.length > 0,
    'It can’t be attached to and run in the background at the same time.',
    'attach',
    'detach',
  )
  clash(
    run.logDriver === 'none' && run.logOpt.length > 0,
    'The log driver none takes no options.',
    'log-opt',
    'log-driver',
  )
  clash(
    run.noHealthcheck && saysHealth(run),
    'The health check is turned off and set at the same time.',
    'no-healthcheck',
    ...HEALTH,
  )
  try {
    endpointsOf(run)
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    found.push({ flags: error.flags, what: error.message })
  }
  return found
}
