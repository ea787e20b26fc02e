import type { Outcome } from '../contract/index.ts'
import { asSlipwayError } from './errors.ts'
import { pool } from './pool.ts'

const AT_ONCE = 16

/** Does the same to every one, so many at once, and tells how each went; one that fails doesn't keep the others. */
export async function each(
  ids: readonly string[],
  names: readonly string[],
  command: string,
  work: (id: string) => Promise<void>,
  atOnce = AT_ONCE,
): Promise<Outcome> {
  const done: string[] = []
  const failed: Outcome['failed'] = []
  await pool([...ids.entries()], atOnce, async ([index, id]) => {
    try {
      await work(id)
      done.push(id)
    } catch (error) {
      const { problem } = asSlipwayError(error, 'The engine failed.')
      failed.push({ id, name: names[index] ?? id, problem })
    }
  })
  return { command, done, failed }
}
