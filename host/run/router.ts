import { homedir } from 'node:os'
import type { Run } from '../../contract/run.ts'
import { addressOf, type EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'
import type { JobReport } from '../jobs/index.ts'
import type { AuthFor } from '../registries/index.ts'
import { os } from '../transport/implementer.ts'
import type { RunContext } from './body/context.ts'
import { readFiles } from './body/files.ts'
import { formFlags, formOf, readForm } from './form.ts'
import { like } from './like/like.ts'
import { Misfit } from './misfit.ts'
import { perform } from './perform.ts'
import { recreate, recreateCommand } from './recreate.ts'
import { spell } from './spell.ts'
import { proxiesFor } from './surroundings.ts'
import { understand } from './understand.ts'

export const runsRouter = {
  understand: os.runs.understand.handler(({ context: { engines }, input }) => {
    const { apiVersion } = engines.client(input.engine)
    const { environment: _own, ...reading } = understand(input.text, {
      answers: input.answers,
      home: homedir(),
      engine: { apiVersion },
    })
    return reading
  }),
  flags: os.runs.flags.handler(({ context: { engines }, input }) => {
    const { apiVersion } = engines.client(input.engine)
    return formFlags({ apiVersion })
  }),
  fill: os.runs.fill.handler(({ input }) => formOf(input.run)),
  like: os.runs.like.handler(({ context: { engines }, input: { engine, id } }) => like(engines.client(engine), id)),
  preview: os.runs.preview.handler(({ context: { engines }, input: { engine, form } }) => {
    const { apiVersion } = engines.client(engine)
    const { run, problems } = readForm(form, { apiVersion })
    // A command is shown while what it says can be said at all; what clashes is said beside it.
    const said = problems.every(({ flags }) => !flags.includes('image')) ? { command: spell(run) } : {}
    return { ...said, ...(problems.length === 0 && { run }), problems }
  }),
  start: os.runs.start.handler(({ context: { engines, jobs, activity, registries }, input: { engine, run } }) => {
    const client = engines.client(engine)
    const command = spell(run)
    const title = `${run.verb === 'run' ? 'Run' : 'Create'} ${run.name ?? run.image}`
    const job = jobs.start({ engine, kind: 'run', title, command }, (report, signal) =>
      activity.record(engine, command, () => make(client, run, registries.authFor, report, signal)),
    )
    return { job, command }
  }),
  recreate: os.runs.recreate.handler(
    ({ context: { engines, jobs, activity, registries }, input: { engine, id, run } }) => {
      const client = engines.client(engine)
      const { name = id.slice(0, 12), state } = engines.inventory(engine).containers.get(id) ?? {}
      const command = recreateCommand(name, state === 'running' || state === 'paused', spell(run))
      const job = jobs.start({ engine, kind: 'run', title: `Recreate ${name}`, command }, (report, signal) =>
        activity.record(engine, command, () =>
          recreate(
            client,
            id,
            (created) => make(client, run, registries.authFor, report, signal, created),
            report,
            signal,
          ),
        ),
      )
      return { job, command }
    },
  ),
}

/** Makes the container and gives its id. One that was created but did not start stays, as with docker. */
async function make(
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
