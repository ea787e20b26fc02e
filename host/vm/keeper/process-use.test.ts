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
  expect(fromProc(`42 (a) b (c) ${after}`, 'Name:\tx\nVmRSS:\t    2048 kB\n')).toEqual({
    seconds: 3,
    memory: 2 * 1024 ** 2,
  })
  expect(fromProc('42 (x) S', 'Name:\tx\n')).toBeUndefined()
  expect(fromPs(' 4096   1:02.50\n')).toEqual({ seconds: 62.5, memory: 4 * 1024 ** 2 })
  expect(fromPs('1 01:00:00')).toEqual({ seconds: 3600, memory: 1024 })
  expect(fromPs('')).toBeUndefined()
})
