import { actCommand } from '../../../contract/container-commands.ts'
import type { Container } from '../../../contract/index.ts'
import { act } from '../../lib/act.ts'
import { client } from '../../lib/connection.ts'
import { count } from '../../lib/format.ts'
import type { ActionInfo } from './actions.ts'

/** Does it to those containers in whose state it does something; a toast says how it went. */
export function actOnContainers(engine: string, info: ActionInfo, containers: readonly Container[]): void {
  const fit = containers.filter(({ state }) => info.states.includes(state))
  const [first] = fit
  if (!first) return
  const whom = fit.length === 1 ? first.name : count(fit.length, 'container')
  void act({
    doing: `${info.doing} ${whom}`,
    done: `${info.done} ${whom}`,
    failed: `${whom} could not be ${info.participle}.`,
    run: (signal) => client.containers.act({ engine, ids: fit.map(({ id }) => id), action: info.action }, { signal }),
  })
}

/** The docker command that does it to those in whose state it does something. */
export function fittingCommand({ action, states }: ActionInfo, containers: readonly Container[]): string {
  const names = containers.filter(({ state }) => states.includes(state)).map(({ name }) => name)
  return actCommand({ action }, names)
}
