import type { Run } from '../../../contract/run.ts'
import { Conflict } from '../misfit.ts'
import { jsonInteger, unlessEmpty } from '../values/json.ts'

/** The health check; absent where the image's own stays. @throws Conflict */
export function healthcheck(run: Run): object | undefined {
  const { healthCmd, healthInterval, healthTimeout, healthStartPeriod, healthStartInterval, healthRetries } = run
  const numbers = [healthInterval, healthTimeout, healthStartPeriod, healthStartInterval, healthRetries]
  const said = healthCmd !== undefined || numbers.some((value) => value !== undefined && value !== 0)
  if (run.noHealthcheck) {
    if (said) {
      throw new Conflict('The health check is turned off and set at the same time.', [
        'no-healthcheck',
        'health-cmd',
        'health-interval',
        'health-timeout',
        'health-retries',
        'health-start-period',
        'health-start-interval',
      ])
    }
    return { Test: ['NONE'] }
  }
  if (!said) return undefined
  return {
    ...(healthCmd !== undefined && { Test: ['CMD-SHELL', healthCmd] }),
    ...unlessEmpty('Interval', jsonInteger(healthInterval)),
    ...unlessEmpty('Timeout', jsonInteger(healthTimeout)),
    ...unlessEmpty('StartPeriod', jsonInteger(healthStartPeriod)),
    ...unlessEmpty('StartInterval', jsonInteger(healthStartInterval)),
    ...unlessEmpty('Retries', jsonInteger(healthRetries)),
  }
}
