import type { Builder } from '../../contract/index.ts'
import { Misfit, moreFlags, spellBuild } from '../run/index.ts'
import { os } from '../transport/implementer.ts'
import { metered } from '../transport/metered.ts'
import { builderOf } from './builder.ts'
import { problemsOf } from './check.ts'
import { findPlace, readDockerfile } from './context/context.ts'
import { measure } from './context/measure.ts'
import { openDockerfile, saveDockerfile, watchDockerfile } from './dockerfile/file.ts'
import { parseDockerfile } from './dockerfile/parse.ts'
import { argsOf, stagesOf } from './dockerfile/stages.ts'
import { begin, misfit, perform } from './start.ts'

export const buildsRouter = {
  look: os.builds.look.handler(async ({ input: { context, file } }) => {
    const place = await findPlace(context, file)
    const instructions = parseDockerfile(await readDockerfile(place.dockerfile.path))
    const { path, patterns } = place.ignore
    return {
      folder: place.folder,
      dockerfile: place.dockerfile,
      stages: stagesOf(instructions),
      args: argsOf(instructions),
      ...(path !== undefined && { ignore: { path, patterns: patterns.length } }),
    }
  }),
  measure: os.builds.measure.handler(async ({ context: { engines }, input, signal }) => {
    const builder: Builder = input.builder ?? (await builderOf(engines.client(input.engine), signal)).usual
    return await measure(await findPlace(input.context, input.file, builder === 'classic'), builder, signal)
  }),
  flags: os.builds.flags.handler(() =>
    moreFlags.map(({ name, about, alone, many, only }) => ({ name, about, alone, many, ...(only && { only }) })),
  ),
  preview: os.builds.preview.handler(async ({ context: { engines }, input: { engine, build }, signal }) => {
    const client = engines.client(engine)
    const choice = await builderOf(client, signal)
    const problems = problemsOf(build, choice, client.apiVersion)
    const said = build.context === '' ? {} : { command: spellBuild(build) }
    return { ...said, builder: build.builder ?? choice.usual, problems }
  }),
  start: os.builds.start.handler(async ({ context, input: { engine, build }, signal }) => {
    const { engines, jobs, activity, builds, registries } = context
    const client = engines.client(engine)
    const command = spellBuild(build)
    const begun = await begin(client, engine, build, command, await builderOf(client, signal))
    const title = `Build ${build.tags[0] ?? build.context}`
    const job = jobs.start({ engine, kind: 'build', title, command }, (report, stop) =>
      activity.record(engine, command, () =>
        perform(client, registries, begun, report, stop).catch((error) => {
          throw error instanceof Misfit ? misfit(error) : error
        }),
      ),
    )
    builds.keep(job, begun.outline)
    return { job, command }
  }),
  watch: os.builds.watch.handler(({ context, input, signal }) =>
    metered(context, input.stream, context.builds.find(input.job).watch(signal), signal),
  ),
  readDockerfile: os.builds.readDockerfile.handler(({ input: { context, file } }) => openDockerfile(context, file)),
  saveDockerfile: os.builds.saveDockerfile.handler(({ input }) => saveDockerfile(input)),
  watchDockerfile: os.builds.watchDockerfile.handler(({ context, input, signal }) =>
    metered(context, input.stream, watchDockerfile(input.path, signal), signal),
  ),
}
