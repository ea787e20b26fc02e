import { expect, test } from 'vitest'
import { planOf, planWords } from './plan.ts'

test('commands about registries open what they fill', () => {
  const pull = planOf(
    { kind: 'pull', reference: 'nginx', allTags: false, quiet: true, platform: 'linux/arm64' },
    [],
    [],
  )
  expect(pull).toEqual({
    kind: 'registry',
    plan: { kind: 'transfer', way: 'pull', reference: 'nginx', platform: 'linux/arm64', allTags: false },
  })
  expect(planWords(pull)).toBe('Pull nginx…')
  const login = planOf({ kind: 'login', username: 'ann', password: 'horse', passwordStdin: false }, [], [])
  expect(planWords(login)).toBe('Sign in to docker.io…')
  expect(
    planOf(
      {
        kind: 'search',
        term: 'nginx',
        noTrunc: false,
        limit: 5,
        filters: [
          { key: 'stars', value: '3' },
          { key: 'is-official', value: '1' },
        ],
      },
      [],
      [],
    ),
  ).toEqual({ kind: 'registry', plan: { kind: 'search', term: 'nginx', limit: 5, official: true, stars: 3 } })
})
