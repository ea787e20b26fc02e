import { expect, test } from 'vitest'
import { inOrder } from './tag-order.ts'

test('latest, then versions from the highest on, then words; each once', () => {
  expect(inOrder(['1.9', 'alpine', '1.10', 'latest', 'v2', '1.9', 'bookworm'])).toEqual([
    'latest',
    'v2',
    '1.10',
    '1.9',
    'bookworm',
    'alpine',
  ])
})
