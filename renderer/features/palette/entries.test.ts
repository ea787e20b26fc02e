import { expect, test } from 'vitest'
import { container } from '../../lib/container-sample.ts'
import { paletteEntries } from './entries.ts'

const web = container({ name: 'web' })
const webTwo = container({ name: 'shop-web-2' })
const stopped = container({ name: 'stopper', state: 'exited' })
const all = [webTwo, stopped, web]
const actionsOf = ({ state }: { state: string }) =>
  (state === 'running' ? ['Stop', 'Kill'] : ['Start']).map((label) => ({ label, action: label }))
const tabs = [{ value: 'inspect', label: 'Inspect' }]
const offered = (query: string) =>
  paletteEntries(query, all, actionsOf, tabs).map(({ kind, words }) => `${kind}: ${words}`)

test('without a query: pages, then containers', () => {
  expect(offered('')).toEqual([
    'page: Containers',
    'page: Dashboard',
    'page: Images',
    'page: Volumes',
    'page: Networks',
    'page: Run a container',
    'page: Build an image',
    'page: Registries',
    'page: Disk',
    'page: Activity',
    'page: What happened? (removed containers)',
    'page: Engines',
    'page: Settings',
    'container: web',
    'container: stopper',
    'container: shop-web-2',
  ])
})

test('the nearest name comes first, then what can be done to it', () => {
  const [first, second] = offered('web')
  expect(first).toBe('container: web')
  expect(second).toBe('container: shop-web-2')
  expect(offered('web')).toContain('action: Stop web')
})

test('an action and a name, in any order', () => {
  expect(offered('stop web')[0]).toBe('action: Stop web')
  expect(offered('web stop')[0]).toBe('action: Stop web')
})

test('only what the state allows', () => {
  expect(offered('start stopper')[0]).toBe('action: Start stopper')
  expect(offered('kill stopper')).toEqual([])
})

test('a tab of a container', () => expect(offered('web inspect')[0]).toBe('container: Inspect of web'))

test('pages by a part of their name', () => expect(offered('sett')).toEqual(['page: Settings']))

test('thousands of containers give what fits on a screen', () => {
  const many = Array.from({ length: 2_000 }, (_, index) => container({ name: `job-${index}` }))
  expect(paletteEntries('job', many, () => [], [])).toHaveLength(40)
})
