import type { Action } from '../../../contract/action.ts'
import { bytes } from '../values/size.ts'
import { filterOf } from './set.ts'
import { alone, type CommandSpec, valued } from './spec.ts'

type CleanUp = Extract<Action, { kind: 'cleanUp' }>

const NONE = { about: '', min: 0, max: 0 }
const filter = valued('filter', undefined, 'what matches alone')
const force = alone('force', 'f', 'without asking')

/** Commands about what takes room. */
export const disk: CommandSpec[] = [
  {
    names: ['system df'],
    about: 'tells what takes room',
    flags: [alone('verbose', 'v', 'item by item'), valued('format', undefined, 'printed so')],
    args: NONE,
    read: (said) => ({ kind: 'diskUsage', verbose: said.truth('verbose'), ...said.text('format', 'format') }),
  },
  prune('system', 'removes everything that is not used', [
    alone('all', 'a', 'every unused image, not only those without a name'),
    alone('volumes', undefined, 'volumes without a name, too'),
  ]),
  prune('volume', 'removes volumes that no container has', [alone('all', 'a', 'those with a name, too')]),
  prune('network', 'removes networks that no container is on', []),
  prune('builder', 'removes what builds left behind', [
    alone('all', 'a', 'all of it that is not in use'),
    valued('keep-storage', undefined, 'so much of it is kept'),
  ]),
]

function prune(of: CleanUp['of'], about: string, flags: CommandSpec['flags']): CommandSpec {
  const can = (name: string) => flags.some((flag) => flag.name === name)
  return {
    names: [`${of} prune`],
    about,
    flags: [...flags, filter, force],
    args: NONE,
    read: (said) => ({
      kind: 'cleanUp',
      of,
      all: can('all') && said.truth('all'),
      volumes: can('volumes') && said.truth('volumes'),
      force: said.truth('force'),
      filters: said.all('filter', filterOf),
      ...(can('keep-storage') && said.last('keep-storage', 'keepStorage', bytes)),
    }),
  }
}
