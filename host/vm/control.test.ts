import { Duplex } from 'node:stream'
import { expect, test } from 'vitest'
import { SlipwayError } from '../errors.ts'
import { Guest, type GuestWord } from './control.ts'

/** The guest’s end of the line: what was written to it, and how it speaks. */
class Line extends Duplex {
  readonly heard: string[] = []
  override _read(): void {}
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.heard.push(...chunk.toString().trim().split('\n'))
    done()
  }
  say(text: string): void {
    this.push(text)
  }
}

function guest(): { line: Line; guest: Guest; words: GuestWord[] } {
  const line = new Line()
  const guest = new Guest(line)
  const words: GuestWord[] = []
  guest.listen((word) => words.push(word))
  return { line, guest, words }
}

test('words come one by one, however the line is cut, and what can’t be read is skipped', async () => {
  const { line, guest: it, words } = guest()
  line.say('{"event":"stage","name":"ker')
  line.say('nel","at":5}\nnonsense\n{"event":"of-tomorrow","at":6}\n{"event":"ready","at":7}\n')
  line.say(
    `{"event":"stage","name":"${'x'.repeat(20_000)}","at":8}\n{"event":"health","ready":true,"disk_free":9,"at":9}\n`,
  )
  await expect.poll(() => words.length).toBe(3)
  expect(words.map(({ event }) => event)).toEqual(['stage', 'ready', 'health'])
  expect(it.health?.disk_free).toBe(9)
})

test('each answer finds its question, and a refusal is an error with the guest’s reason', async () => {
  const { line, guest: it } = guest()
  const trimmed = it.ask({ do: 'trim' })
  const mounted = it.ask({ do: 'mount', tag: 'home', type: '9p', path: '/home', readonly: true })
  await expect.poll(() => line.heard.length).toBe(2)
  expect(line.heard.map((text) => JSON.parse(text))).toEqual([
    { id: 1, do: 'trim' },
    { id: 2, do: 'mount', tag: 'home', type: '9p', path: '/home', readonly: true },
  ])
  line.say('{"re":2,"ok":false,"why":"No such device","at":1}\n{"re":1,"ok":true,"bytes":4096,"at":2}\n')
  await expect(mounted).rejects.toMatchObject({ problem: { why: 'No such device' } })
  expect(await trimmed).toMatchObject({ bytes: 4096 })
})

test('a guest that is silent or gone fails what was asked', async () => {
  const { line, guest: it } = guest()
  await expect(it.ask({ do: 'hello' }, 20)).rejects.toMatchObject({ problem: { why: 'It was silent for 0.02 s.' } })
  const asked = it.ask({ do: 'hello' })
  line.push(null)
  await expect(asked).rejects.toThrow(SlipwayError)
  await expect(it.ask({ do: 'hello' })).rejects.toThrow('closed')
})
