import { Box } from 'lucide-react'
import { expect, test } from 'vitest'
import { markGroups } from './mark-groups.ts'
import type { Mark } from './types.ts'

const mark = (at: number, tone: Mark['tone']): Mark => ({ key: `${at}`, at, words: `${at}`, icon: Box, tone })

test('what would lie upon each other is one sign, the worst; what is outside is none', () => {
  const groups = markGroups(
    [mark(-5, 'bad'), mark(50, 'good'), mark(0, 'good'), mark(1, 'bad'), mark(101, 'bad')],
    { from: 0, to: 100 },
    572,
  )
  expect(groups.map(({ at, worst, marks }) => [at, worst.at, marks.length])).toEqual([
    [0, 1, 2],
    [50, 50, 1],
  ])
})
