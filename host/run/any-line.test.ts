import { isDeepStrictEqual } from 'node:util'
import { expect, test } from 'vitest'
import { type Action, action as schema } from '../../contract/action.ts'
import { randomLine } from '../../test/support/random-line.ts'
import { Random } from '../../test/support/random-run.ts'
import { commands } from './actions/index.ts'
import { runFlags } from './flags/index.ts'
import { understand } from './index.ts'

const SEED = Number(process.env.SEED ?? 20_000)
const COUNT = 30_000
const SLOWEST_MS = 50

/** What of the line no word of the answer covers. */
function leftOver(line: string, words: { start: number; end: number }[]): string {
  let rest = ''
  let at = 0
  for (const { start, end } of words) {
    if (start > at) rest += line.slice(at, start)
    at = Math.max(at, end)
  }
  return rest + line.slice(at)
}

/** What a command says of an action: all but a password. */
function said(action: Action): Action {
  if (action.kind !== 'login') return action
  const { password: _, ...rest } = action
  return rest
}

/** Milliseconds of processor time. */
function cost(work: () => unknown): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

test(`no line crashes it, takes long, or loses a word (seed ${SEED})`, { timeout: 300_000 }, () => {
  const random = new Random(SEED)
  const kinds = new Set<string>()
  const flags = new Set<string>()
  for (let round = 0; round < COUNT; round++) {
    const line = randomLine(random)
    const where = `round ${round}: ${JSON.stringify(line)}`
    let reading = understand('')
    let ms = cost(() => {
      reading = understand(line)
    })
    // Once may have met the garbage collector, or the compiler; thrice is the line itself.
    for (let again = 0; again < 2 && ms > SLOWEST_MS; again++)
      ms = Math.min(
        ms,
        cost(() => understand(line)),
      )
    if (ms > SLOWEST_MS) expect(ms, where).toBeLessThanOrEqual(SLOWEST_MS)
    const { words, problems, questions, action, command } = reading
    const rest = leftOver(line, words)
    // Blanks, prompts and the signs of a continued line are no words.
    if (!/^(?:[\s\ufeff]|\\\r?\n|`\r?\n|\^\r?\n|\\$|\$ |> )*$/.test(rest)) expect(rest, where).toBe('')
    if (!action && problems.length === 0 && questions.length === 0) expect(problems, where).not.toEqual([])
    for (const part of [...words, ...problems, ...questions]) {
      // A password is not said.
      if (part.text.includes('••••••')) expect(line, where).toContain('login')
      else if (line.slice(part.start, part.end) !== part.text) expect(part.text).toBe(line.slice(part.start, part.end))
    }
    for (const { role, about } of words) if (role === 'flag') flags.add(about)
    if (!action || command === undefined || problems.length > 0) continue
    kinds.add(action.kind)
    // A page has many commands that lead to it; what it is opened by again is one of them. Half a character has no bytes.
    const same =
      action.kind === 'open' || !line.isWellFormed() || isDeepStrictEqual(understand(command).action, said(action))
    if (!same) expect(understand(command).action, `${where} is spelled ${command}`).toEqual(said(action))
  }
  // A command or flag that never comes up would never be tried.
  expect(schema.options.map(({ shape }) => shape.kind.value).filter((kind) => !kinds.has(kind))).toEqual([])
  const known = [...runFlags, ...commands.flatMap((spec) => spec.flags)]
  expect(known.filter(({ about }) => !flags.has(about)).map(({ name }) => name)).toEqual([])
})
