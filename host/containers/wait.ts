import { z } from 'zod'
import type { EngineClient } from '../engine/index.ts'
import type { JobReport } from '../jobs/index.ts'

const answer = z.object({ StatusCode: z.number() })

/** Waits until every one of these has ended; gives their exit codes in the same order. @throws SlipwayError; the signal's reason */
export async function wait(
  client: EngineClient,
  ids: readonly string[],
  names: readonly string[],
  report: JobReport,
  signal: AbortSignal,
): Promise<{ exitCodes: { name: string; code: number }[] }> {
  let ended = 0
  const tell = () => report.doing(ids.length === 1 ? 'It is running' : `${ended} of ${ids.length} have ended`)
  tell()
  const exitCodes = await Promise.all(
    ids.map(async (id, index) => {
      const path = `/containers/${encodeURIComponent(id)}/wait`
      const { StatusCode: code } = await client.json(answer, 'POST', path, { timeout: 0, signal })
      ended += 1
      tell()
      return { name: names[index] ?? id, code }
    }),
  )
  return { exitCodes }
}

/** How they ended, in words. */
export function waitWords({ exitCodes }: { exitCodes: readonly { name: string; code: number }[] }): string {
  const [only, second] = exitCodes
  if (only && !second) return `${only.name} ended with exit code ${only.code}.`
  return exitCodes.map(({ name, code }) => `${name}: ${code}`).join(', ')
}
