import { expect, test } from 'vitest'
import type { FromHost } from './host-messages.ts'
import { HostSecrets } from './host-secrets.ts'

test('each question gets its own answer, and a refusal is an error', async () => {
  const asked: Extract<FromHost, { type: 'secret' }>[] = []
  const secrets = new HostSecrets((message) => {
    if (message.type === 'secret') asked.push(message)
  })
  const answers = [secrets.available(), secrets.seal('a'), secrets.open('b')]
  expect(asked.map(({ verb, text }) => [verb, text])).toEqual([
    ['available', ''],
    ['seal', 'a'],
    ['open', 'b'],
  ])
  const [first, second, third] = asked.map(({ id }) => id)
  secrets.take({ type: 'secret', id: second ?? 0, ok: true, text: 'sealed a' })
  secrets.take({ type: 'secret', id: third ?? 0, ok: false, text: 'the keychain is locked' })
  secrets.take({ type: 'secret', id: first ?? 0, ok: true, text: 'true' })
  expect(await Promise.allSettled(answers)).toMatchObject([
    { value: true },
    { value: 'sealed a' },
    { reason: { message: 'the keychain is locked' } },
  ])
})
