import { expect, test, vi } from 'vitest'
import { Typing } from './typing.ts'

const unexpected = (error: unknown) => expect.unreachable(String(error))

test('keys go out at once, those typed meanwhile together, in order', async () => {
  const sent: string[] = []
  const doors: Array<() => void> = []
  const typing = new Typing(async (text) => {
    sent.push(text)
    await new Promise<void>((resolve) => doors.push(resolve))
  }, unexpected)
  typing.push('a')
  typing.push('b')
  typing.push('c')
  expect(sent).toEqual(['a'])
  doors.shift()?.()
  await vi.waitFor(() => expect(sent).toEqual(['a', 'bc']))
})

test('a big paste goes in pieces, none of which splits a character', async () => {
  const sent: string[] = []
  const typing = new Typing(async (text) => void sent.push(text), unexpected)
  const paste = `x${'🚢'.repeat(50_000)}`
  typing.push(paste)
  await vi.waitFor(() => expect(sent.join('')).toBe(paste))
  expect(sent.length).toBeGreaterThan(3)
  for (const piece of sent) expect(piece.isWellFormed()).toBe(true)
})

test('a failure is told once, and drops what waited behind it', async () => {
  const failed = vi.fn()
  const sent: string[] = []
  let broken = true
  const typing = new Typing(async (text) => {
    if (broken) throw new Error('ended')
    sent.push(text)
  }, failed)
  typing.push('a')
  typing.push('b')
  await vi.waitFor(() => expect(failed).toHaveBeenCalledOnce())
  broken = false
  typing.push('c')
  await vi.waitFor(() => expect(sent).toEqual(['c']))
})
