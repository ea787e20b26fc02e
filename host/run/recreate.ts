import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { commandLine } from '../../contract/shell.ts'
import type { EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'
import type { JobReport } from '../jobs/index.ts'

const old = z.object({
  Id: z.string(),
  Name: z.string().transform((name) => name.replace(/^\//, '')),
  State: z.object({ Running: z.boolean(), Paused: z.boolean().default(false) }),
  HostConfig: z.object({ AutoRemove: z.boolean().default(false) }),
})
const fresh = z.object({
  State: z.object({ Running: z.boolean(), ExitCode: z.number(), Error: z.string().default('') }),
})

/** How long the new one is watched before the old one is given up, in milliseconds. */
const TRIAL = 1_000

/** The name an old container has beside the new one. */
export const asideName = (name: string): string => `${name}-before`

/** The docker commands that put a container aside and make another in its place. */
export function recreateCommand(name: string, running: boolean, run: string): string {
  const aside = asideName(name)
  const steps = [
    commandLine(['docker', 'rename', name, aside]),
    ...(running ? [commandLine(['docker', 'stop', aside])] : []),
  ]
  return [...steps, run].join(' && ')
}

/**
 * Makes a container in the place of another, which is kept, stopped, under another name. Where the new one can't be
 * made or does not stay up, it is removed, and the old one is back as it was.
 * @throws SlipwayError why there is no new one
 */
export async function recreate(
  client: EngineClient,
  id: string,
  make: (created: (id: string) => void) => Promise<{ container: string }>,
  report: JobReport,
  signal: AbortSignal,
): Promise<{ container: string }> {
  const path = `/containers/${encodeURIComponent(id)}`
  const before = await client.json(old, 'GET', `${path}/json`)
  if (before.HostConfig.AutoRemove) {
    throw new SlipwayError('CONFLICT', {
      what: `${before.Name} can’t be kept while another takes its place.`,
      why: 'It was made with --rm: the engine removes it as soon as it stops.',
      next: 'Duplicate it under another name, then stop it yourself.',
    })
  }
  let made: string | undefined
  let stopping: Promise<unknown> | undefined
  await client.text('POST', `${path}/rename`, { query: { name: asideName(before.Name) } })
  try {
    if (before.State.Running) {
      report.doing(`Stopping ${before.Name}`)
      stopping = client.text('POST', `${path}/stop`, { timeout: 0 })
      await unlessAborted(stopping, signal)
    }
    const answer = await make((container) => {
      made = container
    })
    report.doing('Seeing whether it stays up')
    await sleep(TRIAL, undefined, { signal })
    await stands(client, answer.container)
    return answer
  } catch (error) {
    report.doing(`Bringing ${before.Name} back`)
    if (made !== undefined) await client.text('DELETE', `/containers/${made}`, { query: { force: true, v: true } })
    await client.text('POST', `${path}/rename`, { query: { name: before.Name } })
    if (stopping) {
      // The engine goes through with a stop, whoever asks no more: started before its end, it would end again.
      await stopping.catch(() => {})
      await client.text('POST', `${path}/start`, { timeout: 0 })
    }
    if (before.State.Paused) await client.text('POST', `${path}/pause`)
    throw error
  }
}

/** Waits for the work, or for the signal, which leaves the work to itself. @throws the signal's reason */
async function unlessAborted(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const aborted = Promise.withResolvers<never>()
  const abort = () => aborted.reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  try {
    signal.throwIfAborted()
    await Promise.race([work, aborted.promise])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

/** @throws SlipwayError when the container ended badly */
async function stands(client: EngineClient, id: string): Promise<void> {
  const { State } = await client.json(fresh, 'GET', `/containers/${id}/json`)
  if (State.Running || (State.ExitCode === 0 && State.Error === '')) return
  throw new SlipwayError('CONFLICT', {
    what: 'The new container did not stay up, so the old one is back.',
    why: State.Error === '' ? `It ended with exit code ${State.ExitCode}.` : State.Error,
    next: 'Correct the form, then try again.',
  })
}
