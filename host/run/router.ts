import { homedir } from 'node:os'
import { os } from '../transport/implementer.ts'
import { formFlags, formOf, readForm } from './form.ts'
import { imagesOf } from './history.ts'
import { like } from './like/like.ts'
import { listedAsBegun } from './listed.ts'
import { make } from './make.ts'
import { recreate, recreateCommand } from './recreate.ts'
import { spell } from './spell.ts'
import { workingFolder } from './surroundings.ts'
import { understand } from './understand.ts'

export const runsRouter = {
  understand: os.runs.understand.handler(({ context: { engines }, input }) => {
    const { apiVersion } = engines.client(input.engine)
    const { environment: _own, ...reading } = understand(input.text, {
      answers: input.answers,
      home: homedir(),
      folder: workingFolder(),
      engine: { apiVersion },
    })
    return reading
  }),
  flags: os.runs.flags.handler(({ context: { engines }, input }) => {
    const { apiVersion } = engines.client(input.engine)
    return formFlags({ apiVersion })
  }),
  images: os.runs.images.handler(({ context: { activity }, input }) => imagesOf(activity.of(input.engine))),
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
    const job = jobs.start({ engine, kind: 'run', title, command }, async (report, signal) => {
      const work = () => make(client, run, registries.authFor, report, signal)
      const made = await activity.record(engine, command, work, { signal })
      if (run.verb === 'run') await listedAsBegun(engines.inventory(engine), made.container)
      return made
    })
    return { job, command }
  }),
  recreate: os.runs.recreate.handler(
    ({ context: { engines, jobs, activity, registries }, input: { engine, id, run } }) => {
      const client = engines.client(engine)
      const { name = id.slice(0, 12), state } = engines.inventory(engine).containers.get(id) ?? {}
      const command = recreateCommand(name, state === 'running' || state === 'paused', spell(run))
      const job = jobs.start({ engine, kind: 'run', title: `Recreate ${name}`, command }, (report, signal) =>
        activity.record(
          engine,
          command,
          () =>
            recreate(
              client,
              id,
              (created) => make(client, run, registries.authFor, report, signal, created),
              report,
              signal,
            ),
          { signal },
        ),
      )
      return { job, command }
    },
  ),
}
