import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { isGone, owner } from './owner.ts'

const [machine, pid, run, began] = JSON.parse(owner)
const label = (parts: unknown[]) => JSON.stringify(parts)
const onLinux = process.platform === 'linux'

test('a host that runs is not gone, one of which nothing is known neither', () => {
  expect(isGone(owner)).toBe(false)
  expect(isGone(label(['elsewhere', pid, run, began]))).toBeUndefined()
  for (const none of [undefined, '', 'x', '[]']) expect(isGone(none)).toBeUndefined()
})

test('an earlier run with the same process id is gone', () => {
  expect(isGone(label([machine, pid, 'earlier', began]))).toBe(true)
})

test('a host that ended is gone', async () => {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  expect(isGone(label([machine, child.pid, 'other', began]))).toBe(true)
})

test.runIf(onLinux)('a host whose process id went to another process is gone', () => {
  const [boot, ticks] = began.split(' ')
  expect(isGone(label([machine, process.ppid, 'other', `${boot} ${Number(ticks) + 1_000_000}`]))).toBe(true)
  expect(isGone(label([machine, process.ppid, 'other', `another-boot ${ticks}`]))).toBe(true)
})

test.runIf(!onLinux)('a host from before the machine’s start is gone', () => {
  expect(isGone(label([machine, process.ppid, 'other', new Date(0).toISOString()]))).toBe(true)
})
