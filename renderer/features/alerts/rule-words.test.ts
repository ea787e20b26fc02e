import { expect, test } from 'vitest'
import { KINDS, readNames, ruleWords, usualRule, usualRules } from './rule-words.ts'

test('each kind of rule says when it tells', () => {
  expect(KINDS.map(({ value }) => ruleWords(usualRule(value, 'a')))).toEqual([
    'A container ends 3 times within 5 min and is started again',
    'A container ends by itself with an error, or for want of memory',
    'A container becomes unhealthy',
    'A container uses more than 90 % of the memory it may for 2 min',
    'A container uses more than 90 % of a core for 5 min',
    'Less than 10 % of the engine’s disk is free',
  ])
  expect(ruleWords({ id: 'a', enabled: true, kind: 'unhealthy', names: ['web-*', 'db'] })).toBe(
    'web-*, db becomes unhealthy',
  )
})

test('the usual rules have ids of their own', () => {
  let made = 0
  const ids = usualRules(() => `r${++made}`).map(({ id }) => id)
  expect(new Set(ids).size).toBe(4)
})

test('names are read as they are written', () => {
  expect(readNames(' web-*, db\tcache,, ')).toEqual(['web-*', 'db', 'cache'])
  expect(readNames(' ')).toEqual([])
})
