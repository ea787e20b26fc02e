import { expect, test } from 'vitest'
import { isStale, mark, nothingStale } from './named.ts'

const after = (type: string, action: string, id: string, attributes: Record<string, string> = {}) => {
  const stale = nothingStale()
  mark(stale, { type, action, id, attributes, time: 0 })
  return stale
}

test('a container event names its container', () => {
  expect([...after('container', 'start', 'c1').containers]).toEqual(['c1'])
  expect([...after('container', 'health_status: healthy', 'c1').containers]).toEqual(['c1'])
})

test.each(['exec_start: sh -c true', 'exec_die', 'kill', 'top', 'resize', 'attach'])(
  '"%s" changes nothing in a list',
  (action) => {
    expect(isStale(after('container', action, 'c1'))).toBe(false)
  },
)

test('a container that joins a network is read again too', () => {
  const stale = after('network', 'connect', 'n1', { container: 'c1' })
  expect([[...stale.networks], [...stale.containers]]).toEqual([['n1'], ['c1']])
})

test('a commit makes an image', () => expect(after('container', 'commit', 'c1').images).toBe(true))
test('a push changes no image here', () => expect(isStale(after('image', 'push', 'x:1'))).toBe(false))
test('unknown kinds are left alone', () => expect(isStale(after('daemon', 'reload', 'x'))).toBe(false))

test.each(['container', 'network'])('a prune of %ss names nothing to read', (type) =>
  expect(isStale(after(type, 'prune', '', { reclaimed: '0' }))).toBe(false),
)

test('a prune of volumes makes all of them doubtful', () =>
  expect(after('volume', 'prune', '', { reclaimed: '0' })).toMatchObject({ allVolumes: true, volumes: new Set() }))
