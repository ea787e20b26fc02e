import { expect, test } from 'vitest'
import { container } from '../../../lib/container-sample.ts'
import { findContainer } from './find-container.ts'

const a = container({ name: 'web' })
const b = container({ name: a.id })

test('by id before by name, though one is named like the other’s id', () => {
  expect(findContainer([b, a], a.id)).toBe(a)
})
test('by name', () => expect(findContainer([a, b], 'web')).toBe(a))
test('by the id as the CLI prints it', () => expect(findContainer([a, b], b.id.slice(0, 12))).toBe(b))
test('never by a piece of a name', () => expect(findContainer([a, b], 'we')).toBeUndefined())
