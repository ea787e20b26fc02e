import type { Action, LimitChange } from '../../../contract/action.ts'
import { variableOf } from '../fields/pair.ts'
import { restartPolicyOf } from '../fields/restart.ts'
import { Conflict, Misfit } from '../misfit.ts'
import { nanoCpus } from '../values/cpus.ts'
import { bytes } from '../values/size.ts'
import { targetsOf } from './lifecycle.ts'
import type { Said } from './said.ts'
import { alone, both, type CommandSpec, valued } from './spec.ts'

const ONE = { about: 'the container', min: 1, max: 1 }
const ANY = Number.POSITIVE_INFINITY
const detachKeys = valued('detach-keys', undefined, 'the keys that detach from it')

/** Commands that work in a container, or change it. */
export const work: CommandSpec[] = [
  {
    names: both('exec'),
    about: 'runs a command in a running container',
    flags: [
      alone('detach', 'd', 'in the background'),
      detachKeys,
      valued('env', 'e', 'sets an environment variable'),
      valued('env-file', undefined, 'sets the variables of this file'),
      alone('interactive', 'i', 'keeps its standard input open'),
      alone('privileged', undefined, 'with every right'),
      alone('tty', 't', 'gives it a terminal'),
      valued('user', 'u', 'as this user'),
      valued('workdir', 'w', 'in this folder'),
    ],
    args: { about: 'the container, then the command', min: 2, max: ANY },
    strict: true,
    read: (said): Action => ({
      kind: 'exec',
      container: said.name(0, 'The container'),
      command: said.args.slice(1).map(({ value }) => value),
      detach: said.truth('detach'),
      env: said.all('env', variableOf),
      envFile: said.texts('env-file'),
      interactive: said.truth('interactive'),
      privileged: said.truth('privileged'),
      tty: said.truth('tty'),
      ...said.text('detach-keys', 'detachKeys'),
      ...said.text('user', 'user'),
      ...said.text('workdir', 'workdir'),
    }),
  },
  {
    names: both('attach'),
    about: 'connects to what a container prints and reads',
    flags: [
      detachKeys,
      alone('no-stdin', undefined, 'without passing on what is typed'),
      alone('sig-proxy', undefined, 'passes signals on to it'),
    ],
    args: ONE,
    read: (said) => ({
      kind: 'attach',
      container: said.name(0, 'The container'),
      stdin: !said.truth('no-stdin'),
      sigProxy: said.truth('sig-proxy', true),
      ...said.text('detach-keys', 'detachKeys'),
    }),
  },
  {
    names: both('rename'),
    about: 'gives a container another name',
    flags: [],
    args: { about: 'the container, then its new name', min: 2, max: 2 },
    read: (said) => ({
      kind: 'rename',
      container: said.name(0, 'The container'),
      name: said.name(1, 'The new name').trim(),
    }),
  },
  {
    names: both('update'),
    about: 'changes what containers may take',
    flags: [
      valued('blkio-weight', undefined, 'its weight when disks are busy'),
      valued('cpu-period', undefined, 'the period of its CPU quota'),
      valued('cpu-quota', undefined, 'the CPU time it may use in a period'),
      valued('cpu-rt-period', undefined, 'the period of its real-time share'),
      valued('cpu-rt-runtime', undefined, 'its real-time share'),
      valued('cpu-shares', 'c', 'its weight when CPUs are short'),
      valued('cpus', undefined, 'the most CPUs it may use'),
      valued('cpuset-cpus', undefined, 'the CPUs it runs on'),
      valued('cpuset-mems', undefined, 'the memory nodes it uses'),
      valued('memory', 'm', 'the most memory it may have'),
      valued('memory-reservation', undefined, 'the memory it is kept to when memory is short'),
      valued('memory-swap', undefined, 'the most memory and swap together'),
      valued('pids-limit', undefined, 'the most processes it may have'),
      valued('restart', undefined, 'when it is started again'),
    ],
    args: { about: 'a container', min: 1, max: ANY },
    read: (said, around) => ({ kind: 'update', targets: targetsOf(said, around), limits: limitsOf(said) }),
  },
  {
    names: both('cp'),
    about: 'copies files into a container or out of it',
    flags: [
      alone('archive', 'a', 'keeps owners'),
      alone('follow-link', 'L', 'follows a link at the source'),
      alone('quiet', 'q', 'shows no progress'),
    ],
    args: { about: 'from where, then to where', min: 2, max: 2 },
    read: copyOf,
  },
  {
    names: both('commit'),
    about: 'makes an image of a container',
    flags: [
      valued('author', 'a', 'its author'),
      valued('change', 'c', 'a line of a Dockerfile to apply'),
      valued('message', 'm', 'a message about it'),
      alone('pause', 'p', 'freezes the container meanwhile'),
    ],
    args: { about: 'the container, then the image’s name', min: 1, max: 2 },
    read: (said) => ({
      kind: 'commit',
      container: said.name(0, 'The container'),
      ...(said.args[1] && { reference: said.args[1].value }),
      ...said.text('author', 'author'),
      ...said.text('message', 'message'),
      changes: said.texts('change'),
      pause: said.truth('pause', true),
    }),
  },
  {
    names: both('export'),
    about: 'writes a container’s files into one tar file',
    flags: [valued('output', 'o', 'the file to write')],
    args: ONE,
    read: (said) => ({ kind: 'export', container: said.name(0, 'The container'), ...said.text('output', 'output') }),
  },
]

function limitsOf(said: Said): LimitChange {
  const limits: LimitChange = {
    ...said.int64('blkio-weight', 'blkioWeight'),
    ...said.int64('cpu-period', 'cpuPeriod'),
    ...said.int64('cpu-quota', 'cpuQuota'),
    ...said.int64('cpu-rt-period', 'cpuRtPeriod'),
    ...said.int64('cpu-rt-runtime', 'cpuRtRuntime'),
    ...said.int64('cpu-shares', 'cpuShares'),
    ...said.int64('pids-limit', 'pidsLimit'),
    ...said.last('cpus', 'cpus', nanoCpus),
    ...said.text('cpuset-cpus', 'cpusetCpus'),
    ...said.text('cpuset-mems', 'cpusetMems'),
    ...said.last('memory', 'memory', bytes),
    ...said.last('memory-reservation', 'memoryReservation', bytes),
    ...said.last('memory-swap', 'memorySwap', (value) => (value === '-1' ? -1 : bytes(value))),
    ...said.last('restart', 'restart', restartPolicyOf),
  }
  if (Object.keys(limits).length === 0)
    throw new Misfit('Nothing to change is named: add a flag such as --memory 512m.')
  return limits
}

function copyOf(said: Said): Action {
  const [from = '', to = ''] = said.args.map(({ value }) => value)
  const source = sideOf(from)
  const destination = sideOf(to)
  const options = {
    kind: 'copy' as const,
    archive: said.truth('archive'),
    followLink: said.truth('follow-link'),
    quiet: said.truth('quiet'),
  }
  if (source && destination) throw new Misfit('Files can’t be copied from container to container at once.')
  if (source) return { ...options, direction: 'out', ...source, local: to }
  if (destination) return { ...options, direction: 'in', ...destination, local: from }
  throw new Conflict('Neither side is in a container: write CONTAINER:PATH on one of them.', [])
}

/** `CONTAINER:PATH`; undefined for a path of this computer. */
function sideOf(text: string): { container: string; path: string } | undefined {
  if (/^[./~]/.test(text) || /^[A-Za-z]:[\\/]/.test(text)) return undefined
  const at = text.indexOf(':')
  return at < 1 ? undefined : { container: text.slice(0, at), path: text.slice(at + 1) }
}
