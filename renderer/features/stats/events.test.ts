import { expect, test } from 'vitest'
import type { RecordedEvent } from '../../../contract/index.ts'
import { eventSign, eventSubject, folded, marksOf } from './events.ts'

let made = 0
const of = (name: string) => {
  made += 1
  return { number: made, time: made * 1_000, container: `id-${name}`, name }
}

test('a loop is two lines, each at its newest', () => {
  const loop = Array.from({ length: 3 }, (): RecordedEvent[] => [
    { ...of('web'), kind: 'started' },
    { ...of('web'), kind: 'died', code: 3 },
  ]).flat()
  const other: RecordedEvent = { ...of('db'), kind: 'started' }
  const lines = folded([...loop, other].toReversed())
  expect(lines.map(({ event, times }) => `${eventSubject(event)} ${eventSign(event).words} ${times}`)).toEqual([
    'db started 1',
    'web ended with exit code 3 3',
    'web started 3',
  ])
  expect(lines[1]?.event).toBe(loop[5])
})

test('on the time axis stand starts, ends with an error, lack of memory and deploys, and no more', () => {
  const events: RecordedEvent[] = [
    { ...of('web'), kind: 'created', image: 'web:1' },
    { ...of('web'), kind: 'created', image: 'web:2', replaces: 'id-old' },
    { ...of('web'), kind: 'started' },
    { ...of('web'), kind: 'died', code: 0 },
    { ...of('web'), kind: 'oom' },
    { ...of('web'), kind: 'died', code: 137 },
    { ...of('web'), kind: 'health', health: 'healthy' },
  ]
  expect(marksOf(events).map(({ key }) => Number(key))).toEqual(
    [events[1], events[2], events[4], events[5]].map((event) => event?.number),
  )
})
