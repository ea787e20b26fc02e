import { expect, test } from 'vitest'
import type { AlertRule, Container, Incarnation } from '../../contract/index.ts'
import { judge, type World } from './rules.ts'
import { Windows } from './windows.ts'

const NOW = Date.UTC(2026, 5, 1, 12)
const MINUTE = 60_000

const container = (over: Partial<Container> = {}): Container => ({
  ...{ id: 'c', name: 'shop-web-1', image: 'x', imageId: 'x', command: '', created: 0, state: 'running' as const },
  ...{ ports: [], labels: {}, mounts: [], networks: [] },
  ...over,
})
const end = (minutesAgo: number, code = 1): Incarnation => ({
  ...{ number: 1, container: 'c', name: 'shop-web-1', image: 'x', started: 0, removed: false },
  ...{ ended: NOW - minutesAgo * MINUTE, cause: { kind: 'exited', code }, sentence: `It ended with ${code}.` },
})
const world = (over: Partial<World> = {}): World => ({
  ...{ now: NOW, containers: [container()], ends: [], windows: new Windows(), disk: { kind: 'unknown' as const } },
  since: NOW - 10 * MINUTE,
  ...over,
})
const measured = (minutes: number, cpu: number | null) => {
  const windows = new Windows()
  for (let time = NOW - minutes * MINUTE; time < NOW; time += 10_000) windows.add('c', { time, cpu, memory: cpu }, 60)
  return windows
}
const common = { id: 'r', enabled: true }
const none = new Set<string>()
const fires = (rule: AlertRule, of: World, firing = none) => judge(rule, of, firing).map((one) => one.subject)
const cpu = { ...common, kind: 'cpu' as const, names: [], above: 80, minutes: 5 }

test('more than so much for so long, and not a moment less', () => {
  expect(judge(cpu, world({ windows: measured(5, 92) }), none)).toEqual([
    {
      ...{ subject: 'c', name: 'shop-web-1' },
      sentence: 'shop-web-1 used 92 % of a core over the last 5 min, more than 80 %.',
    },
  ])
  expect(fires(cpu, world({ windows: measured(5, 80) }))).toEqual([])
})

test('what was not measured for so long is not known', () => {
  for (const windows of [measured(3, 99), measured(5, null), new Windows()]) {
    expect(judge(cpu, world({ windows }), none)).toEqual([{ subject: 'c', unknown: true }])
  }
  expect(judge(cpu, world({ containers: [container({ state: 'exited' })] }), none)).toEqual([])
})

test.each([
  [[], true],
  [['shop-*'], true],
  [['*web*'], true],
  [['shop-web-1'], true],
  [['web'], false],
  [['shop.web.1'], false],
  [['db', 'shop-???-1'], false],
])('only containers named %j', (names, does) => {
  const rule = { ...common, kind: 'unhealthy' as const, names }
  expect(fires(rule, world({ containers: [container({ health: 'unhealthy' })] }))).toEqual(does ? ['c'] : [])
})

test('so many ends within so long, of one that is started again', () => {
  const rule = { ...common, kind: 'restartLoop' as const, names: [], times: 3, minutes: 10 }
  expect(fires(rule, world({ ends: [end(1), end(5), end(9)] }))).toEqual(['c'])
  expect(fires(rule, world({ ends: [end(1), end(5), end(11)] }))).toEqual([])
  expect(fires(rule, world({ ends: [end(1), end(5), end(9)], containers: [container({ state: 'exited' })] }))).toEqual(
    [],
  )
})

test('an error at the end, until it runs again; none from before anybody looked', () => {
  const rule = { ...common, kind: 'failed' as const, names: [] }
  const stopped = [container({ state: 'exited' })]
  expect(fires(rule, world({ containers: stopped, ends: [end(1)] }))).toEqual(['c'])
  expect(fires(rule, world({ containers: stopped, ends: [end(1, 0)] }))).toEqual([])
  expect(fires(rule, world({ ends: [end(1)] }))).toEqual([])
  expect(fires(rule, world({ containers: stopped, ends: [end(20)] }))).toEqual([])
  expect(fires(rule, world({ containers: stopped, ends: [end(20)] }), new Set(['c']))).toEqual(['c'])
})

test('a disk at its mark does not come and go', () => {
  const rule = { ...common, kind: 'disk' as const, below: 10 }
  const disk = (free: number) => world({ disk: { kind: 'known', free, total: 1_000, history: [] } })
  expect(fires(rule, disk(99))).toEqual([''])
  expect(fires(rule, disk(101))).toEqual([])
  expect(fires(rule, disk(101), new Set(['']))).toEqual([''])
  expect(fires(rule, disk(111), new Set(['']))).toEqual([])
  expect(judge(rule, world(), none)).toEqual([{ subject: '', unknown: true }])
})
