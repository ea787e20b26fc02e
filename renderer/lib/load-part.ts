import { type ComponentType, lazy } from 'react'
import { ProblemError } from './problem.ts'

/** Pauses before each further try, in milliseconds: a network that changes is back within them. */
const PAUSES = [200, 1_000, 2_500]

/**
 * Loads a part of the page's code, and tries again what fails on the way.
 * @throws ProblemError when it does not come
 */
export async function loadPart<T>(load: () => Promise<T>): Promise<T> {
  let failure: unknown
  for (const pause of [0, ...PAUSES]) {
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause))
    try {
      return await load()
    } catch (error) {
      failure = error
    }
  }
  throw new ProblemError(
    {
      what: 'A part of Slipway could not be loaded.',
      why: failure instanceof Error ? failure.message : String(failure),
      next: 'Reload the page. If Slipway was updated meanwhile, that brings the new one; if not, see whether it still runs.',
    },
    { cause: failure },
  )
}

/** A component whose code is loaded when it is first shown, or before, when asked to. */
export type Part<Props> = ComponentType<Props> & { preload: () => void }

export function lazyPart<Props>(load: () => Promise<ComponentType<Props>>): Part<Props> {
  const part = () => loadPart(load)
  return Object.assign(
    lazy(async () => ({ default: await part() })),
    {
      // Should it fail, showing it tries again.
      preload: () => void part().catch(() => {}),
    },
  )
}
