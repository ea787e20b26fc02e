import { expect, test } from 'vitest'
import { fromProc, fromPs, ProcessUse } from './process-use.ts'

test('a process that works takes processor time and memory; one that is gone takes nothing', async () => {
  const use = new ProcessUse(process.pid)
  const first = await use.measure()
  expect(first?.memory).toBeGreaterThan(1024 ** 2)
  expect(first?.cpu).toBeUndefined()
  const until = performance.now() + 200
  while (performance.now() < until) Math.sqrt(until)
  expect((await use.measure())?.cpu).toBeGreaterThan(0)
  expect(await new ProcessUse(undefined).measure()).toBeUndefined()
  expect(await new ProcessUse(2 ** 30).measure()).toBeUndefined()
})

test('what the system says of a process is read, whatever its program is called', () => {
  const after = 'S 1 42 42 0 -1 4194560 900 0 0 0 250 50 0 0 20 0 4 0 777 123456 99'
  expect(fromProc(`42 (a) b (c) ${after}`)).toBe(3)
  expect(fromProc('42 (x) S')).toBeUndefined()
  expect(fromPs('   1:02.50\n')).toBe(62.5)
  expect(fromPs('01:00:00')).toBe(3600)
  expect(fromPs('')).toBeUndefined()
})
