import { expect, test } from 'vitest'
import { addBefore, addSample, POINTS, pathOf, SPAN, sumOf, type Trail } from './trail.ts'

test('samples of one span are averaged, and old spans go', () => {
  const trail: Trail = []
  addSample(trail, 0, 10, 100)
  addSample(trail, 4_000, 30, 300)
  addSample(trail, SPAN, 50, 500)
  expect(trail).toEqual([
    { span: 0, cpu: 20, memory: 200, samples: 2 },
    { span: 1, cpu: 50, memory: 500, samples: 1 },
  ])
  addSample(trail, SPAN * POINTS, 1, 1)
  expect(trail.map(({ span }) => span)).toEqual([1, POINTS])
})

test('a sample that came late counts for the newest span', () => {
  const trail: Trail = []
  addSample(trail, SPAN, 10, 0)
  addSample(trail, SPAN - 1, 20, 0)
  expect(trail).toEqual([{ span: 1, cpu: 15, memory: 0, samples: 2 }])
})

test('what was recorded stands before what was sampled, once', () => {
  const trail: Trail = [{ span: 5, cpu: 1, memory: 1, samples: 1 }]
  const recorded = [4, 5, 6].map((span) => ({ span, cpu: 9, memory: 9, samples: 1 }))
  addBefore(trail, recorded)
  addBefore(trail, recorded)
  expect(trail.map(({ span, cpu }) => [span, cpu])).toEqual([
    [4, 9],
    [5, 1],
  ])
})

test('a stack is the sum of its containers', () => {
  const a: Trail = [{ span: 1, cpu: 1, memory: 10, samples: 1 }]
  const b: Trail = [
    { span: 1, cpu: 2, memory: 20, samples: 1 },
    { span: 2, cpu: 4, memory: 40, samples: 1 },
  ]
  expect(sumOf([a, b]).map(({ cpu, memory }) => [cpu, memory])).toEqual([
    [3, 30],
    [4, 40],
  ])
  expect(a[0]?.cpu).toBe(1)
})

test('the path ends at the right edge, breaks at gaps, and holds its highest value', () => {
  const at = (span: number, cpu: number) => ({ span, cpu, memory: 0, samples: 1 })
  const path = pathOf([at(90, 5), at(91, 50), at(99, 100)], ({ cpu }) => cpu, {
    width: 29,
    height: 11.5,
    now: 99,
    least: 10,
  })
  expect(path).toBe('M20.0 10.3h0L21.0 5.8M29.0 0.8h0')
  expect(pathOf([at(1, 5)], ({ cpu }) => cpu, { width: 59, height: 10, now: 99, least: 1 })).toBe('')
})
