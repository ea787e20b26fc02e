import { expect, test } from 'vitest'
import { Output, type OutputItem } from './output.ts'

const source = { pause: () => {}, resume: () => {} }

async function next(reader: AsyncGenerator<OutputItem>): Promise<OutputItem> {
  const { value } = await reader.next()
  if (!value) throw new Error('ended')
  return value
}

test('what nobody has seen is no repeat; what one has seen is, for the next', async () => {
  const output = new Output(source)
  output.push('prompt\u001b[6n')
  const first = output.read()
  expect(await next(first)).toEqual({ type: 'output', text: '', fresh: true })
  expect(await next(first)).toEqual({ type: 'output', text: 'prompt\u001b[6n', fresh: false })
  output.push('more')
  const second = output.read()
  expect(await next(second)).toEqual({ type: 'output', text: 'prompt\u001b[6n', fresh: true })
  expect(await next(second)).toEqual({ type: 'output', text: 'more', fresh: false })
})

test('a reader left behind gets what is left as a repeat, then all that follows', async () => {
  const output = new Output(source)
  const [fast, slow] = [output.read(), output.read()]
  for (const reader of [fast, slow]) await next(reader)
  for (let n = 0; n < 20; n++) {
    output.push(`${n}-`.repeat(16_000))
    await next(fast)
  }
  const repeat = await next(slow)
  expect(repeat).toMatchObject({ fresh: true })
  output.push('!')
  let text = repeat.type === 'output' ? repeat.text : ''
  while (!text.endsWith('!')) {
    const item = await next(slow)
    if (item.type !== 'output' || item.fresh) throw new Error('left behind again')
    text += item.text
  }
  expect(text.length).toBeLessThanOrEqual(256 * 1024 + 1)
  expect(text.endsWith('19-19-!')).toBe(true)
})

test('the end comes after all that was written, also for who comes later', async () => {
  const output = new Output(source)
  output.push('bye')
  output.finish({ reason: 'exited', exitCode: 0 })
  for (const expected of [['', 'bye'], ['bye']]) {
    const items: OutputItem[] = []
    for await (const item of output.read()) items.push(item)
    expect(items.pop()).toEqual({ type: 'ended', end: { reason: 'exited', exitCode: 0 } })
    expect(items.map((item) => item.type === 'output' && item.text)).toEqual(expected)
  }
})

test('a reader that waits leaves by its signal', async () => {
  const output = new Output(source)
  const leave = new AbortController()
  const reader = output.read(leave.signal)
  await next(reader)
  const waiting = reader.next()
  leave.abort(new Error('left'))
  await expect(waiting).rejects.toThrow('left')
})
