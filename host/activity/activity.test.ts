import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Deed } from '../../contract/index.ts'
import { SlipwayError } from '../errors.ts'
import { Activity } from './activity.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-activity-'))
})
afterEach(() => rm(folder, { recursive: true }))

const remembered = async (activity: Activity): Promise<Deed[]> => {
  const { value } = await activity.watch().next()
  return value ?? []
}
const problem = { what: 'a', why: 'b', next: 'c' }

test('remembers what was done, over a restart', async () => {
  const activity = await Activity.open(folder)
  await activity.record('e', 'docker start web', async () => ({ done: ['1'] }))
  await activity.close()
  const [one] = await remembered(await Activity.open(folder))
  expect(one).toMatchObject({ number: 1, engine: 'e', command: 'docker start web', problems: [] })
})

test('remembers what did not work, as a whole or for one of several', async () => {
  const activity = await Activity.open(folder)
  const failing = activity.record('e', 'docker rename a b', () => Promise.reject(new SlipwayError('CONFLICT', problem)))
  await expect(failing).rejects.toMatchObject({ code: 'CONFLICT' })
  await activity.record('e', 'docker start a b', async () => ({ done: [], failed: [{ id: '1', name: 'b', problem }] }))
  const deeds = await remembered(activity)
  expect(deeds.map(({ problems }) => problems)).toEqual([[{ problem }], [{ name: 'b', problem }]])
})

test('a line that a crash cut short loses only itself', async () => {
  const activity = await Activity.open(folder)
  await activity.record('e', 'docker start web', async () => ({}))
  await activity.close()
  await appendFile(join(folder, 'activity.jsonl'), '{"number":2,"eng')
  expect(await remembered(await Activity.open(folder))).toHaveLength(1)
})

test('a reader gets what is new, once', async () => {
  const activity = await Activity.open(folder)
  const leave = new AbortController()
  const reader = activity.watch(leave.signal)
  expect((await reader.next()).value).toEqual([])
  await activity.record('e', 'docker start a', async () => ({}))
  await activity.record('e', 'docker start b', async () => ({}))
  const { value } = await reader.next()
  expect(value?.map(({ command }) => command)).toEqual(['docker start a', 'docker start b'])
  leave.abort()
})

test('does not grow for ever', async () => {
  const first = await Activity.open(folder)
  for (let n = 0; n < 1_200; n++) await first.record('e', 'docker start a', async () => ({}))
  await first.close()
  await Activity.open(folder)
  expect((await readFile(join(folder, 'activity.jsonl'), 'utf8')).trim().split('\n')).toHaveLength(1_000)
})
