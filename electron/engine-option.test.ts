import { expect, it } from 'vitest'
import { engineOption } from './engine-option.ts'

it.each([
  [['electron', '.'], undefined],
  [['electron', '.', '--engine', 'unix:///a b'], 'unix:///a b'],
  [['electron', '.', '--engine=tcp://h:1'], 'tcp://h:1'],
  [['electron', '.', '--engine'], undefined],
  [['electron', '.', '--engines=x'], undefined],
])('%j asks for %s', (words, engine) => expect(engineOption(words)).toBe(engine))
