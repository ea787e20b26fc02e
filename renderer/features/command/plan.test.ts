import { expect, test } from 'vitest'
import { container } from '../../lib/container-sample.ts'
import { planOf, planWords } from './plan.ts'

const web = container({ name: 'web' })
const db = container({ name: 'db' })
const old = container({ name: 'old', state: 'exited' })
const PAGES = ['containers']
const all = [web, db, old]
const running = { set: { all: false, filters: [] } }

test('docker stop $(docker ps -q) stops what runs', () => {
  const plan = planOf({ kind: 'stop', targets: [running], seconds: 3 }, all, PAGES)
  expect(plan).toMatchObject({ kind: 'act', action: 'stop', grace: 3 })
  expect(planWords(plan)).toBe('Stop 2 containers')
})

test('one is named, and what is missing beside it too', () => {
  const plan = planOf({ kind: 'kill', targets: [{ name: 'web' }, { name: 'wbe' }], signal: 'hup' }, all, PAGES)
  expect(plan).toMatchObject({ kind: 'act', containers: [web], missing: ['wbe'], signal: 'HUP' })
  expect(planWords(plan)).toBe('Kill web')
})

test('nobody to act on is said, with the nearest name', () => {
  expect(planOf({ kind: 'pause', targets: [{ name: 'webb' }] }, all, PAGES)).toEqual({
    kind: 'nothing',
    why: 'No container is named webb.',
    next: 'Did you mean web?',
  })
  expect(planOf({ kind: 'stop', targets: [running] }, [old], PAGES)).toMatchObject({ kind: 'nothing' })
})

test('removing and pruning ask first', () => {
  const remove = planOf(
    { kind: 'remove', targets: [{ name: 'db' }], force: true, volumes: false, link: false },
    all,
    PAGES,
  )
  expect(planWords(remove)).toBe('Remove db…')
  expect(planOf({ kind: 'prune', filters: [], force: false }, all, PAGES)).toMatchObject({ containers: [old] })
})

test('looking at something opens its tab', () => {
  const logs = { kind: 'logs', container: 'web', follow: true, timestamps: false, details: false } as const
  expect(planOf(logs, all, PAGES)).toEqual({ kind: 'open', container: web, tab: 'logs' })
  expect(planWords(planOf(logs, all, PAGES))).toBe('Open logs of web')
})

test('limits that can be changed here, and those that can’t', () => {
  const targets = [{ name: 'web' }]
  const limits = { memory: 64, cpus: 1_500_000_000, restart: { name: 'always' } }
  expect(planOf({ kind: 'update', targets, limits }, all, PAGES)).toEqual({
    kind: 'limits',
    container: web,
    limits: { memory: 64, cpus: 1.5, restart: { name: 'always', retries: 0 } },
  })
  expect(planOf({ kind: 'update', targets, limits: { cpuShares: 5 } }, all, PAGES)).toMatchObject({ kind: 'nothing' })
})

test('waiting, committing and exporting are done from a line', () => {
  const wait = planOf({ kind: 'wait', targets: [{ name: 'web' }, { name: 'db' }] }, all, PAGES)
  expect(wait).toMatchObject({ kind: 'wait', containers: [web, db] })
  expect(planWords(wait)).toBe('Wait for 2 containers')
  const commit = planOf(
    { kind: 'commit', container: 'web', reference: 'me/web:2', changes: [], pause: true },
    all,
    PAGES,
  )
  expect(commit).toEqual({
    kind: 'commit',
    container: web,
    options: { pause: true, changes: [], reference: 'me/web:2' },
  })
  expect(planWords(commit)).toBe('Commit web to me/web:2')
  const changes = ['CMD sh']
  expect(planOf({ kind: 'commit', container: 'web', changes, pause: true }, all, PAGES)).toMatchObject({
    options: { changes },
  })
  const exported = planOf({ kind: 'export', container: 'web', output: '/tmp/web.tar' }, all, PAGES)
  expect(exported).toEqual({ kind: 'export', container: web, file: '/tmp/web.tar' })
  expect(planWords(exported)).toBe('Export web to /tmp/web.tar…')
  const copy = {
    kind: 'copy',
    container: 'web',
    path: '/etc/hosts',
    archive: false,
    followLink: false,
    quiet: false,
  } as const
  const out = planOf({ ...copy, direction: 'out', local: './here' }, all, PAGES)
  expect(out).toMatchObject({ kind: 'copy', container: web, copy: { direction: 'out', path: '/etc/hosts' } })
  expect(planWords(out)).toBe('Copy web:/etc/hosts to ./here')
  expect(planWords(planOf({ ...copy, direction: 'in', local: 'x' }, all, PAGES))).toBe('Copy x to web:/etc/hosts')
  expect(planOf({ ...copy, direction: 'out', local: '-' }, all, PAGES)).toMatchObject({ kind: 'nothing' })
})

test('filters that only the engine knows wait for its answer', () => {
  const set = { all: true, filters: [{ key: 'before', value: 'db' }] }
  expect(planOf({ kind: 'stop', targets: [{ set }] }, all, PAGES)).toMatchObject({ kind: 'nothing' })
  expect(planOf({ kind: 'stop', targets: [{ set }] }, all, PAGES, [], () => [web.id])).toMatchObject({
    containers: [web],
  })
  const list = { kind: 'list', ...set, size: false, quiet: false, noTrunc: false } as const
  expect(planOf(list, all, PAGES)).toMatchObject({ kind: 'nothing' })
  const plan = planOf(list, all, PAGES, [], () => [web.id])
  expect(plan).toEqual({ kind: 'list', words: 'before=db', ids: [web.id] })
  expect(planWords(plan)).toBe('List 1 container with before=db')
  expect(planOf({ ...list, filters: [] }, all, PAGES)).toEqual({ kind: 'page', page: 'containers' })
})
