import { expect, test, vi } from 'vitest'
import { SlipwayError } from '../errors.ts'
import { Jobs } from './jobs.ts'

const plan = { engine: 'e', kind: 'pull' as const, title: 'Pull x', command: 'docker pull x' }

test('a job that ends well has its result', async () => {
  const jobs = new Jobs()
  const id = jobs.start(plan, async () => ({ image: 'x' }))
  expect((await jobs.ended(id)).outcome).toMatchObject({ state: 'done', result: { image: 'x' } })
})

test('a job that fails says why', async () => {
  const jobs = new Jobs()
  const problem = { what: 'No.', why: 'Because.', next: 'Wait.' }
  const id = jobs.start(plan, () => Promise.reject(new SlipwayError('CONFLICT', problem)))
  expect((await jobs.ended(id)).outcome).toMatchObject({ state: 'failed', problem })
})

test('a job that is cancelled stops its work', async () => {
  const jobs = new Jobs()
  const id = jobs.start(
    plan,
    (_report, signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  )
  jobs.cancel(id)
  expect((await jobs.ended(id)).outcome.state).toBe('cancelled')
  expect(() => jobs.cancel('other')).toThrow(SlipwayError)
})

test('progress reaches the reader, many words as few', async () => {
  vi.useFakeTimers()
  const jobs = new Jobs()
  let finish = () => {}
  jobs.start(plan, async (report) => {
    for (let done = 0; done <= 100; done++) report.step({ id: 'layer', state: 'Downloading', done, total: 100 })
    report.doing('Pulling')
    await new Promise<void>((resolve) => {
      finish = resolve
    })
    return {}
  })
  const reader = jobs.watch()
  await reader.next()
  const next = reader.next()
  await vi.advanceTimersByTimeAsync(200)
  const [job] = (await next).value
  expect(job).toMatchObject({ doing: 'Pulling', steps: [{ id: 'layer', done: 100, total: 100 }] })
  finish()
  vi.useRealTimers()
})

test('ended jobs are not kept for ever', async () => {
  const jobs = new Jobs()
  for (let n = 0; n < 60; n++) await jobs.ended(jobs.start(plan, async () => ({})))
  expect((await jobs.watch().next()).value).toHaveLength(51)
})
