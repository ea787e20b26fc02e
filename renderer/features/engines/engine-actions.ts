import type { Engine } from '../../../contract/index.ts'
import { act } from '../../lib/act.ts'
import { client } from '../../lib/connection.ts'
import { asProblem } from '../../lib/problem.ts'
import { toastProblem } from '../../lib/toasts.ts'

/** Shows this engine from now on. */
export function select({ id, name }: Engine): void {
  void act({
    doing: `Switching to ${name}`,
    done: `Switched to ${name}`,
    failed: `Slipway could not switch to ${name}.`,
    run: (signal) => client.engines.select({ engine: id }, { signal }),
  })
}

/** Tries to reach an engine at once; its state says how it went. */
export function retry({ id, name }: Engine): void {
  client.engines
    .retry({ engine: id })
    .catch((error) => toastProblem(asProblem(error, `${name} could not be tried again.`)))
}

/** Looks for engines again; the list says what was found. */
export function discover(): void {
  client.engines.discover().catch((error) => toastProblem(asProblem(error, 'Slipway could not look for engines.')))
}

/** Forgets an engine that was added by hand. */
export function forget({ id, name }: Engine): void {
  void act({
    doing: `Removing ${name}`,
    done: `Removed ${name} from Slipway`,
    failed: `${name} could not be removed.`,
    run: (signal) => client.engines.remove({ engine: id }, { signal }),
  })
}
