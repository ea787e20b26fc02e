import type { Container } from '../../../contract/index.ts'
import { client } from '../../lib/connection.ts'
import { count } from '../../lib/format.ts'
import { actAsJob } from '../../lib/job-done.ts'
import { endWords } from './end-words.ts'

/** Waits until these have ended; a toast then gives their exit codes. */
export function waitFor(engine: string, containers: readonly Container[]): void {
  const whom = containers.length === 1 ? (containers[0]?.name ?? '') : count(containers.length, 'container')
  void actAsJob({
    doing: `Waiting for ${whom}`,
    done: ({ exitCodes = [] }) => endWords(exitCodes),
    failed: `${whom} could not be waited for.`,
    start: (signal) => client.containers.wait({ engine, ids: containers.map(({ id }) => id) }, { signal }),
  })
}
