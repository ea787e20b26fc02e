import { isDeepStrictEqual } from 'node:util'
import { expect, test } from 'vitest'
import { run as schema } from '../../contract/run.ts'
import { Random, randomRun } from '../../test/support/random-run.ts'
import { spell, understand } from './index.ts'

const SEED = Number(process.env.SEED ?? 28_02)
const COUNT = 2_000

test(`a container written as a command and read again is the same container (seed ${SEED})`, {
  timeout: 120_000,
}, () => {
  const random = new Random(SEED)
  for (let round = 0; round < COUNT; round++) {
    const run = randomRun(random)
    const command = spell(run)
    const { action, questions } = understand(command)
    if (!isDeepStrictEqual(action, { kind: 'run', run })) {
      expect(action, `round ${round}: ${command}`).toEqual({ kind: 'run', run })
    }
    // A question may ask for the folder that a path with a dot starts from; there are no others.
    if (questions.some(({ kind }) => kind !== 'folder')) expect(questions, `round ${round}: ${command}`).toEqual([])
    if (round % 50 === 0) expect(schema.parse(run)).toEqual(run)
  }
})
