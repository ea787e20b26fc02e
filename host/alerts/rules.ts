import type { AlertRule, Container, DiskTrend, Incarnation } from '../../contract/index.ts'
import { isFault } from '../recorder/index.ts'
import type { Windows } from './windows.ts'

/** What is known of one engine when rules are looked at. Times are milliseconds since 1970. */
export type World = {
  now: number
  containers: readonly Container[]
  /** Runs that nobody ended but the container itself, of the last day; newest first. */
  ends: readonly Incarnation[]
  windows: Windows
  disk: DiskTrend
  /** Ends before that time are of no concern. */
  since: number
}

/** What a rule says of a container, or of the engine (`''`): that it is so, with the sentence, or that it can't be told. */
export type Verdict = { subject: string; name?: string; sentence: string } | { subject: string; unknown: true }

/** What has gone this much above its mark is no longer at it: a disk at its mark must not come and go. */
const SLACK = 1

/** All subjects for which a rule is true, or may be. `firing`: those for which it was true before. */
export function judge(rule: AlertRule, world: World, firing: ReadonlySet<string>): Verdict[] {
  if (rule.kind === 'disk') return judgeDisk(rule, world, firing)
  const matches = matcher(rule.names)
  return world.containers
    .filter(({ name }) => matches(name))
    .flatMap((container) => judgeContainer(rule, container, world, firing))
}

type ContainerRule = Exclude<AlertRule, { kind: 'disk' }>

function judgeContainer(
  rule: ContainerRule,
  container: Container,
  world: World,
  firing: ReadonlySet<string>,
): Verdict[] {
  const { id, name, state, health } = container
  const so = (sentence: string): Verdict[] => [{ subject: id, name, sentence }]
  switch (rule.kind) {
    case 'cpu':
    case 'memory': {
      if (state !== 'running' && state !== 'paused') return []
      const average = world.windows.average(id, rule.kind, rule.minutes, world.now)
      if (average === undefined) return [{ subject: id, unknown: true }]
      if (average <= rule.above) return []
      const what = rule.kind === 'cpu' ? 'of a core' : 'of the memory it may use'
      return so(
        `${name} used ${Math.round(average)} % ${what} over the last ${rule.minutes} min, more than ${rule.above} %.`,
      )
    }
    case 'restartLoop': {
      if (state !== 'running' && state !== 'restarting') return []
      const from = world.now - rule.minutes * 60_000
      const times = world.ends.filter(({ container, ended = 0 }) => container === id && ended >= from).length
      return times < rule.times
        ? []
        : so(`${name} ended ${times} times within ${rule.minutes} min, and was started again.`)
    }
    case 'unhealthy':
      return health === 'unhealthy' ? so(`${name} is unhealthy: its health check fails.`) : []
    case 'failed': {
      if (state === 'running' || state === 'paused') return []
      const last = world.ends.find(({ container }) => container === id)
      if (!last?.ended || !isFault(last) || (last.ended < world.since && !firing.has(id))) return []
      return so(`${name} ended with an error. ${last.sentence}`)
    }
  }
}

function judgeDisk(
  { below }: Extract<AlertRule, { kind: 'disk' }>,
  { disk }: World,
  firing: ReadonlySet<string>,
): Verdict[] {
  if (disk.kind === 'unknown') return [{ subject: '', unknown: true }]
  const share = (disk.free / disk.total) * 100
  if (share >= (firing.has('') ? below + SLACK : below)) return []
  return [{ subject: '', sentence: `Only ${share.toFixed(1)} % of the engine’s disk is free, less than ${below} %.` }]
}

/** Whether a name is one of these, in which `*` stands for anything; every name when there are none. */
function matcher(names: readonly string[]): (name: string) => boolean {
  if (names.length === 0) return () => true
  const words = names.map((word) => word.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')))
  const patterns = words.map((parts) => new RegExp(`^${parts.join('.*')}$`))
  return (name) => patterns.some((pattern) => pattern.test(name))
}
