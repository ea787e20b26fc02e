import { truthOf } from '../flags/flag.ts'
import { Misfit } from '../misfit.ts'
import { decimal } from '../values/integer.ts'
import { targetsOf } from './lifecycle.ts'
import { filterOf, listFlags, targetOf } from './set.ts'
import { alone, both, type CommandSpec, valued } from './spec.ts'

const ONE = { about: 'the container', min: 1, max: 1 }
const ANY = Number.POSITIVE_INFINITY
const format = valued('format', undefined, 'how it is printed')

/** Commands that show containers and change nothing. */
export const look: CommandSpec[] = [
  {
    names: ['ps', 'container ls', 'container list', 'container ps'],
    about: 'lists containers',
    flags: listFlags,
    args: { about: '', min: 0, max: 0 },
    read: (said) => ({
      kind: 'list',
      all: said.truth('all'),
      size: said.truth('size'),
      ...said.last('last', 'last', (value) => Number(decimal(value, { bits: 32, signed: true }))),
      ...(said.all('latest', truthOf).at(-1) === true && { last: 1 }),
      filters: said.all('filter', filterOf),
      quiet: said.truth('quiet'),
      noTrunc: said.truth('no-trunc'),
      ...said.text('format', 'format'),
    }),
  },
  {
    names: both('logs'),
    about: 'shows a container’s log',
    flags: [
      alone('details', undefined, 'what the log driver adds, too'),
      alone('follow', 'f', 'and what is written from then on'),
      valued('since', undefined, 'from this time on'),
      valued('tail', 'n', 'the last so many lines'),
      alone('timestamps', 't', 'with their times'),
      valued('until', undefined, 'up to this time'),
    ],
    args: ONE,
    read: (said) => ({
      kind: 'logs',
      container: said.name(0, 'The container'),
      follow: said.truth('follow'),
      timestamps: said.truth('timestamps'),
      details: said.truth('details'),
      ...said.text('tail', 'tail'),
      ...said.text('since', 'since'),
      ...said.text('until', 'until'),
    }),
  },
  {
    names: ['inspect', 'container inspect'],
    about: 'shows all that the engine knows of it',
    flags: [
      valued('format', 'f', 'how it is printed'),
      alone('size', 's', 'with its size'),
      valued('type', undefined, 'things of this kind alone'),
    ],
    args: { about: 'what to look at', min: 1, max: ANY },
    read: (said, around) => ({
      kind: 'inspect',
      targets: targetsOf(said, around),
      size: said.truth('size'),
      ...said.text('type', 'type'),
      ...said.text('format', 'format'),
    }),
  },
  {
    names: both('top'),
    about: 'lists a container’s processes',
    flags: [],
    args: { about: 'the container, then options of ps', min: 1, max: ANY },
    strict: true,
    read: (said) => ({
      kind: 'top',
      container: said.name(0, 'The container'),
      options: said.args.slice(1).map(({ value }) => value),
    }),
  },
  {
    names: both('stats'),
    about: 'shows what containers use',
    flags: [
      alone('all', 'a', 'stopped ones, too'),
      format,
      alone('no-stream', undefined, 'once, not on and on'),
      alone('no-trunc', undefined, 'ids in full'),
    ],
    args: { about: 'a container', min: 0, max: ANY },
    read: (said, around) => ({
      kind: 'stats',
      targets: said.args.map((word) => targetOf(word, around)),
      all: said.truth('all'),
      noStream: said.truth('no-stream'),
      noTrunc: said.truth('no-trunc'),
      ...said.text('format', 'format'),
    }),
  },
  {
    names: both('diff'),
    about: 'lists the files a container changed',
    flags: [],
    args: ONE,
    read: (said) => ({ kind: 'changes', container: said.name(0, 'The container') }),
  },
  {
    names: both('port'),
    about: 'lists a container’s published ports',
    flags: [],
    args: { about: 'the container, then a port', min: 1, max: 2 },
    read: (said) => {
      const port = said.args[1]?.value
      if (port !== undefined && !/^\d{1,5}(?:\/[a-z]+)?$/.test(port)) throw new Misfit(`“${port}” is not a port.`)
      return { kind: 'ports', container: said.name(0, 'The container'), ...(port !== undefined && { port }) }
    },
  },
]
