import type { Run } from '../../../contract/run.ts'
import { jsonInteger, unlessEmpty } from '../values/json.ts'

/** The health check; absent where the image's own stays. */
export function healthcheck(run: Run): object | undefined {
  if (run.noHealthcheck) return { Test: ['NONE'] }
  if (!saysHealth(run)) return undefined
  const { healthCmd, healthInterval, healthTimeout, healthStartPeriod, healthStartInterval, healthRetries } = run
  return {
    ...(healthCmd !== undefined && { Test: ['CMD-SHELL', healthCmd] }),
    ...unlessEmpty('Interval', jsonInteger(healthInterval)),
    ...unlessEmpty('Timeout', jsonInteger(healthTimeout)),
    ...unlessEmpty('StartPeriod', jsonInteger(healthStartPeriod)),
    ...unlessEmpty('StartInterval', jsonInteger(healthStartInterval)),
    ...unlessEmpty('Retries', jsonInteger(healthRetries)),
  }
}

/** Whether anything is said of a health check, besides turning it off. */
export function saysHealth(run: Run): boolean {
  const { healthCmd, healthInterval, healthTimeout, healthStartPeriod, healthStartInterval, healthRetries } = run
  const numbers = [healthInterval, healthTimeout, healthStartPeriod, healthStartInterval, healthRetries]
  return healthCmd !== undefined || numbers.some((value) => value !== undefined && value !== 0)
}
