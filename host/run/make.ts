import { homedir } from 'node:os'
import type { Run } from '../../contract/run.ts'
import { addressOf, type EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'
import type { JobReport } from '../jobs/index.ts'
import type { AuthFor } from '../registries/index.ts'
import type { RunContext } from './body/context.ts'
import { readFiles } from './body/files.ts'
import { Misfit } from './misfit.ts'
import { perform } from './perform.ts'
import { proxiesFor } from './surroundings.ts'

/** Makes the container and gives its id. One that was created but did not start stays, as with docker. */
export async function make(
  client: EngineClient,
  run: Run,
  authFor: AuthFor,
  report: JobReport,
  signal: AbortSignal,
  created: (container: string) => void = () => {},
): Promise<{ container: string }> {
  const context = await contextOf(client, run)
  let container: string | undefined
  try {
    for await (const event of perform(client, run, context, authFor, signal)) {
      if (event.type === 'pulling') report.doing(`Pulling ${run.image}`)
      else if (event.type === 'layer') report.step(event.layer)
      else {
        container = event.id
        created(container)
        report.doing(event.type === 'created' ? 'Starting' : 'Started')
      }
    }
  } catch (error) {
    throw error instanceof Misfit ? misfit(error) : error
  }
  if (container === undefined) throw new Error('the engine made no container')
  return { container }
}

async function contextOf(client: EngineClient, run: Run): Promise<RunContext> {
  try {
    return {
      apiVersion: client.apiVersion,
      environment: process.env,
      files: await readFiles(run),
      folder: homedir(),
      address: addressOf(client.endpoint),
      proxies: await proxiesFor(addressOf(client.endpoint)),
    }
  } catch (error) {
    throw error instanceof Misfit ? misfit(error) : error
  }
}

const misfit = (error: Misfit) =>
  new SlipwayError('INVALID', {
    what: 'This can’t be run as it is.',
    why: error.message,
    next: 'Correct it, then try again.',
  })
