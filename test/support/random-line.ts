import { commands } from '../../host/run/actions/index.ts'
import { runFlags } from '../../host/run/flags/index.ts'
import { globals } from '../../host/run/globals.ts'
import { spell } from '../../host/run/index.ts'
import { type Random, randomRun } from './random-run.ts'

const starts = [
  'docker run ',
  'docker create ',
  'sudo docker ',
  'docker stop ',
  'docker ps ',
  'docker exec ',
  'docker update ',
  'podman ',
  '',
  'docker compose ',
  'docker -H x ',
] as const
const pieces = [
  ...[
    '-it',
    '--rm',
    '-p',
    '80:80',
    '-v',
    '/a:/b',
    '--mount',
    'type=bind,src=/x,dst=/y',
    '--network',
    '-e',
    'A=1',
    'nginx',
    'sh',
    '-c',
  ],
  ...[
    '$(docker ps -q)',
    '$(id)',
    '$X',
    '${X',
    '`',
    '"',
    "'",
    '\\',
    '\n',
    '\\\n',
    '`\n',
    '&&',
    '||',
    '|',
    '|&',
    ';',
    '&',
    '>',
    '2>&1',
    '<<EOF',
    '(',
    ')',
  ],
  ...[
    '#',
    '~',
    '%cd%',
    '--',
    '-',
    '---',
    '--=',
    '-=',
    '=',
    '',
    '\u0000',
    '\u202e',
    '🚢',
    '\ud800',
    '\u00a0',
    '–it',
    '--nosuch',
    '-Z',
    '--help',
    'container',
    'xargs',
  ],
  ...[
    '--memory',
    '1e400',
    '9'.repeat(40),
    '-p',
    '1-65535:1-65535',
    '--cpus',
    '1/3',
    '--gpus',
    '"device=0"',
    '--ulimit',
    'nofile=1:2:3',
    '--label',
    ' =',
  ],
] as const

/** What is said after a flag or as an argument: rather often something that fits. */
const values = [
  ...[
    'web',
    'a-b_c.d',
    '0',
    '1',
    '10',
    '-1',
    '1s',
    '2026-01-02T03:04:05Z',
    'all',
    'true',
    'SIGTERM',
    'me/app:1',
    '80/tcp',
  ],
  ...[
    'A=1',
    'status=exited',
    'label=a=b',
    '64m',
    '.5',
    'no',
    'on-failure:3',
    '/tmp',
    'web:/tmp',
    '-',
    "'{{.ID}}'",
    'sh',
  ],
  ...[
    '$(docker ps -aq)',
    '"$(docker ps -q -f status=exited)"',
    '`docker ps -lq`',
    "''",
    'ctrl-x',
    '0-1',
    '"CMD [\\"ls\\"]"',
  ],
] as const

type Shape = { name: string; short?: string; alone: boolean }

/** A flag with what it takes, in one of the ways it may be written. */
function flag(random: Random, { name, short, alone }: Shape): string {
  const spelled = short !== undefined && random.chance(0.4) ? `-${short}` : `--${name}`
  if (alone) return random.chance(0.8) ? spelled : `${spelled}=${random.pick(['true', 'false', '0', 'x'])}`
  return `${spelled}${random.pick([' ', '='])}${random.pick(values)}`
}

/** A container's command with its own flags, so many of them that every one comes up. */
function commandLine(random: Random): string {
  const one = random.between(-2, commands.length - 1)
  const spec = commands[one]
  const flags: readonly Shape[] = spec ? spec.flags : runFlags
  const some = Array.from({ length: random.between(0, 3) }, () => flags[random.between(0, flags.length - 1)])
  const { min, max } = spec ? spec.args : { min: 1, max: 4 }
  const args = Array.from({ length: random.between(min, Math.min(max, min + 2)) }, () => random.pick(values))
  const name = spec ? random.pick(spec.names) : random.pick(['run', 'create', 'container run', 'container create'])
  const first = random.chance(0.1) ? globals[random.between(0, globals.length - 1)] : undefined
  const words = [
    'docker',
    ...(first ? [flag(random, first)] : []),
    name,
    ...some.flatMap((each) => (each ? [flag(random, each)] : [])),
    ...args,
  ]
  return words.join(' ')
}

function mutated(random: Random, line: string): string {
  let text = line
  for (let change = random.between(1, 4); change > 0; change--) {
    const at = random.between(0, text.length)
    const end = at + random.between(0, 5)
    text = text.slice(0, at) + (random.chance(0.6) ? random.pick(pieces) : '') + text.slice(end)
  }
  return text
}

/** A line that no one would write, or one that someone did, as it is or with something changed. */
export function randomLine(random: Random): string {
  const kind = random.next()
  if (kind < 0.3) {
    const rest = Array.from(
      { length: random.between(0, 12) },
      () => random.pick(pieces) + (random.chance(0.7) ? ' ' : ''),
    )
    return random.pick(starts) + rest.join('')
  }
  if (kind < 0.6) return mutated(random, spell(randomRun(random)))
  const line = commandLine(random)
  return random.chance(0.6) ? line : mutated(random, line)
}
