import type { Action, Target } from '../../../contract/action.ts'
import { Misfit } from '../misfit.ts'
import type { Surroundings } from '../shell/word.ts'
import type { Said } from './said.ts'
import { filterOf, targetOf } from './set.ts'
import { alone, both, type CommandSpec, valued } from './spec.ts'

const MANY = { about: 'a container', min: 1, max: Number.POSITIVE_INFINITY }
const timeout = valued('timeout', 't', 'the seconds it has to stop before it is killed', ['time'])
const signal = (about: string) => valued('signal', 's', about)

/** The containers that the arguments name. @throws Misfit */
export function targetsOf({ args }: Said, around: Surroundings): Target[] {
  return args.map((word) => targetOf(word, around))
}

const simple = (kind: 'pause' | 'unpause' | 'wait', about: string): CommandSpec => ({
  names: both(kind),
  about,
  flags: [],
  args: MANY,
  read: (said, around): Action => ({ kind, targets: targetsOf(said, around) }),
})

const stopping = (kind: 'stop' | 'restart', about: string): CommandSpec => ({
  names: both(kind),
  about,
  flags: [signal('the signal that asks it to stop'), timeout],
  args: MANY,
  read: (said, around): Action => ({
    kind,
    targets: targetsOf(said, around),
    ...said.number('timeout', 'seconds'),
    ...said.text('signal', 'signal'),
  }),
})

/** Commands that begin and end containers. */
export const lifecycle: CommandSpec[] = [
  {
    names: both('start'),
    about: 'starts containers',
    flags: [
      alone('attach', 'a', 'shows what it prints'),
      alone('interactive', 'i', 'passes on what is typed'),
      valued('detach-keys', undefined, 'the keys that detach from it'),
      valued('checkpoint', undefined, 'the checkpoint to go on from'),
      valued('checkpoint-dir', undefined, 'where checkpoints are kept'),
    ],
    args: MANY,
    read: (said, around) => {
      if (said.texts('checkpoint').length > 0) throw new Misfit('Checkpoints are not taken here.')
      const action = {
        kind: 'start' as const,
        targets: targetsOf(said, around),
        attach: said.truth('attach'),
        interactive: said.truth('interactive'),
        ...said.text('detach-keys', 'detachKeys'),
      }
      const single = action.targets.length === 1 && action.targets.every((target) => 'name' in target)
      if ((action.attach || action.interactive) && !single) throw new Misfit('Only one container can be attached to.')
      return action
    },
  },
  stopping('stop', 'stops containers'),
  stopping('restart', 'stops containers and starts them again'),
  {
    names: both('kill'),
    about: 'ends containers at once',
    flags: [signal('the signal to send instead of KILL')],
    args: MANY,
    read: (said, around) => ({ kind: 'kill', targets: targetsOf(said, around), ...said.text('signal', 'signal') }),
  },
  simple('pause', 'freezes containers'),
  simple('unpause', 'lets frozen containers go on'),
  simple('wait', 'waits until containers end, and tells their exit codes'),
  {
    names: ['rm', 'container rm', 'container remove'],
    about: 'removes containers',
    flags: [
      alone('force', 'f', 'running ones, too'),
      alone('link', 'l', 'the link, not the container'),
      alone('volumes', 'v', 'with their volumes that have no name'),
    ],
    args: MANY,
    read: (said, around) => ({
      kind: 'remove',
      targets: targetsOf(said, around),
      force: said.truth('force'),
      volumes: said.truth('volumes'),
      link: said.truth('link'),
    }),
  },
  {
    names: ['container prune'],
    about: 'removes every stopped container',
    flags: [valued('filter', undefined, 'those that match alone'), alone('force', 'f', 'without asking')],
    args: { about: '', min: 0, max: 0 },
    read: (said) => ({ kind: 'prune', filters: said.all('filter', filterOf), force: said.truth('force') }),
  },
]
