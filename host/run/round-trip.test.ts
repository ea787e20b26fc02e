import { isDeepStrictEqual } from 'node:util'
import { expect, test } from 'vitest'
import { run as schema } from '../../contract/run.ts'
import { Random, randomRun } from '../../test/support/random-run.ts'
import { casesIn, casesOf } from '../../test/support/schema-cases.ts'
import { spell, understand } from './index.ts'

const SEED = Number(process.env.SEED ?? 28_02)
const COUNT = 2_000

/** What the schema allows, but no command line can say. */
const UNSAYABLE = new Set([
  // These flags take small numbers only.
  'blkioWeight?|1',
  'memorySwappiness?|1',
  // `device=` names one device, whose name is empty.
  'gpus[].devices?[] empty',
  'gpus[].capabilities?[] empty',
])

test(`a container written as a command and read again is the same container (seed ${SEED})`, {
  timeout: 120_000,
}, () => {
  const random = new Random(SEED)
  const met = new Set<string>()
  for (let round = 0; round < COUNT; round++) {
    const run = randomRun(random)
    for (const one of casesIn(schema, run)) met.add(one)
    const command = spell(run)
    const { action, questions } = understand(command)
    if (!isDeepStrictEqual(action, { kind: 'run', run })) {
      expect(action, `round ${round}: ${command}`).toEqual({ kind: 'run', run })
    }
    // A question may ask for the folder that a path with a dot starts from; there are no others.
    if (questions.some(({ kind }) => kind !== 'folder')) expect(questions, `round ${round}: ${command}`).toEqual([])
    if (round % 50 === 0) expect(schema.parse(run)).toEqual(run)
  }
  // A field that is never made would never be compared.
  expect(casesOf(schema).filter((one) => !met.has(one) && !UNSAYABLE.has(one))).toEqual([])
})
