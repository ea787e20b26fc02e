import { expect, test } from 'vitest'
import type { VmStage } from '../../../contract/index.ts'
import { STAGES, stateSentence } from './words.ts'

const stages = Object.keys(STAGES).filter((name): name is VmStage => name in STAGES)

test('each stage of a start is told as a sentence, in which names keep their letters', () => {
  const told = stages.map((stage) => stateSentence({ state: { state: 'starting', stage, since: 1, until: 2 } }))
  expect(told).toContain('The kernel: its first word.')
  for (const sentence of told) expect(sentence).toMatch(/^[A-Z][^:]+: [a-z].*[^.]\.$/)
})

test('one that sleeps says who wakes it', () => {
  for (const saved of [true, false])
    expect(stateSentence({ state: { state: 'asleep', saved, since: 1 } })).toContain('wakes it')
})
