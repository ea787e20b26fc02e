import type { VmFailure, VmStage, VmStatus } from '../../../contract/index.ts'
import { plain, problemLines } from '../say.ts'

const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB']

/** A number of bytes for people: `1.5 GiB`. */
export function size(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024
    unit++
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : Number(value.toFixed(1))} ${UNITS[unit]}`
}

/** A failure, with the commands that mend it. */
export function failureLines({ problem, mends }: VmFailure): string {
  const ways = mends.map(({ label, command }) => `  ${label}: ${command}`)
  return plain([problemLines(problem), ...ways].join('\n'))
}

const STAGES: Record<VmStage, string> = {
  image: 'Checking the image',
  build: 'Building the image',
  hypervisor: 'Looking for what runs it',
  disk: 'Making its disk ready',
  machine: 'Starting the machine',
  resume: 'Going on from the saved state',
  kernel: 'Waiting for the kernel',
  root: 'Mounting its system',
  network: 'Bringing its network up',
  data: 'Checking and mounting its disk',
  engine: 'Waiting for the engine to answer',
}

/** What it does, in a few words. */
export function stateText({ state }: VmStatus): string {
  switch (state.state) {
    case 'absent':
      return 'not made yet'
    case 'installing':
      return `being made: ${state.doing}`
    case 'stopped':
      return state.saved ? 'stopped, with a saved state' : 'stopped'
    case 'starting':
      return `starting: ${STAGES[state.stage]}${state.doing === undefined ? '' : `, ${state.doing}`}`
    case 'paused':
      return state.why === 'asked' ? 'paused' : 'standing still, since this computer’s disk is full'
    case 'saving':
      return state.total > 0 ? `being saved: ${size(state.done)} of ${size(state.total)}` : 'being saved'
    case 'asleep':
      return 'asleep, since nobody needed it; who connects to its engine wakes it'
    case 'crashed':
      return 'failed'
    default:
      return state.state
  }
}

export const stageText = (stage: VmStage): string => STAGES[stage]

/** All that is known, for a terminal. */
export function statusLines(status: VmStatus): string {
  const { name, size: has, health, restorePoints, slow, notes, state } = status
  const row = (label: string, text: string) => `  ${label.padEnd(12)}${text}`
  const slowness = slow.map(({ accelerator, why }) => row('slow', `${accelerator} is not used: ${why}`))
  return plain(
    [
      `${name}: ${stateText(status)}`,
      ...(state.state === 'crashed' ? [failureLines(state.failure).replaceAll(/^/gm, '  ')] : []),
      ...(status.runBy ? [row('run by', status.runBy)] : []),
      ...slowness,
      row('processors', String(has.cpus)),
      row('memory', `${size(has.memory)}${usedMemory(health)}`),
      row('disk', `${size(has.disk)}, of which it takes ${size(status.diskUsed)} on this computer${usedDisk(health)}`),
      row('engine', status.address),
      ...(status.restartNeeded ? [row('settings', 'changed; they take effect at the next start')] : []),
      ...liveLines(status).map(([label, text]) => row(label, text)),
      ...restorePoints.map(({ id, bytes }) => row('restore', `${id}${bytes === undefined ? '' : `, ${size(bytes)}`}`)),
      ...notes.map(({ at, text }) => row('note', `${new Date(at).toLocaleString()}  ${text}`)),
    ].join('\n'),
  )
}

function liveLines({ live }: VmStatus): [string, string][] {
  const { ports = [], shares = [], mounts = [] } = live ?? {}
  const problem = (found: { what: string; why: string } | undefined) => (found ? `: ${found.what} ${found.why}` : '')
  return [
    ...shares.map((one): [string, string] => [
      'folder',
      `${one.path}${one.readonly ? ' (read-only)' : ''}${problem(one.problem)}`,
    ]),
    ...ports.map((one): [string, string] => [
      'port',
      `${one.protocol} ${one.address.includes(':') ? `[${one.address}]` : one.address}:${one.port} of ${one.container.name}${problem(one.problem)}`,
    ]),
    ...mounts.flatMap((one): [string, string][] =>
      one.problem ? [['mount', `${one.path}${problem(one.problem)}`]] : [],
    ),
  ]
}

function usedMemory(health: VmStatus['health']): string {
  if (health?.memoryTotal === undefined || health.memoryAvailable === undefined) return ''
  return `, ${size(health.memoryTotal - health.memoryAvailable)} in use`
}

function usedDisk(health: VmStatus['health']): string {
  return health?.diskFree === undefined ? '' : `; ${size(health.diskFree)} free in it`
}
