import { writeFile } from 'node:fs/promises'
import { isAddress } from '../../contract/build-context.ts'
import type { Build, Builder, BuildFacts } from '../../contract/index.ts'
import { addressOf, type EngineClient } from '../engine/index.ts'
import { asSlipwayError, SlipwayError } from '../errors.ts'
import type { JobReport } from '../jobs/index.ts'
import { pause } from '../pause.ts'
import type { Registries } from '../registries/index.ts'
import { buildQuery, Misfit, onlyOutput, proxiesFor } from '../run/index.ts'
import type { BuilderChoice } from './builder.ts'
import { buildWithBuildKit } from './buildkit/build.ts'
import { checkedOutput } from './buildkit/export.ts'
import type { SecretSource } from './buildkit/session.ts'
import { problemsOf } from './check.ts'
import { buildClassic } from './classic/build.ts'
import { findPlace, type Place, readDockerfile, type Source } from './context/context.ts'
import { measure } from './context/measure.ts'
import { credentialsFrom, registryConfig } from './credentials.ts'
import { parseDockerfile } from './dockerfile/parse.ts'
import { lineNamed, Places } from './dockerfile/places.ts'
import { Outline } from './outline.ts'
import { pushBuilt } from './push.ts'

/** From then on it is worth counting. Milliseconds. */
const LONG_MS = 700

export type Begun = { source: Source; text: string; outline: Outline }

/** Makes ready for a build. @throws SlipwayError when something about it is wrong */
export async function begin(
  client: EngineClient,
  engine: string,
  build: Build,
  command: string,
  choice: BuilderChoice,
): Promise<Begun> {
  const [wrong] = problemsOf(build, choice, client.apiVersion)
  if (wrong) {
    throw new SlipwayError('INVALID', {
      what: 'This can’t be built as it is.',
      why: wrong.what,
      next: 'Correct it, then build again.',
    })
  }
  const builder = build.builder ?? choice.usual
  const output = onlyOutput(build.more.output ?? [])
  if (output) await checkedOutput(output)
  const source = await sourceOf(build, builder)
  // What lies elsewhere is read by the engine alone.
  const path = source.place?.dockerfile.path ?? ''
  const text = path === '' ? '' : await readDockerfile(path)
  const facts: BuildFacts = {
    engine,
    command,
    builder,
    build,
    dockerfile: { path, text },
    sent: { bytes: 0 },
    warnings: [],
  }
  return { source, text, outline: new Outline(facts) }
}

async function sourceOf({ context, file }: Build, builder: Builder): Promise<Source> {
  if (isAddress(context)) return { address: context, dockerfile: file || 'Dockerfile' }
  return { place: await findPlace(context, file, builder === 'classic') }
}

/** Builds, telling in the outline how it goes. @throws SlipwayError with the builder’s reason */
export async function perform(
  client: EngineClient,
  registries: Registries,
  { source, text, outline }: Begun,
  report: JobReport,
  signal: AbortSignal,
): Promise<{ image?: string }> {
  const { build, builder } = outline.facts
  const telling = setInterval(() => tell(outline, report), 200)
  try {
    const image = await run(client, registries, { source, text, outline }, signal)
    outline.end('done', Date.now())
    const file = onlyOutput(build.more.output ?? [])?.dest
    const iidFile = build.more.iidfile?.at(-1)
    if (iidFile !== undefined && image !== undefined) await writeFile(iidFile, image)
    if (image === undefined && builder === 'classic') throw noImage()
    try {
      if (build.more.push?.at(-1) === 'true') await pushBuilt(client, registries, outline, signal)
    } finally {
      // It is there, whether or not it could be pushed.
      outline.learn({ ...(image !== undefined && { image }), ...(file !== undefined && { output: file }) })
    }
    return {
      ...(image !== undefined && { image: build.tags[0] ?? image }),
      ...(file !== undefined && { file }),
    }
  } catch (error) {
    if (signal.aborted) outline.end('stopped', Date.now())
    else {
      const { problem } = asSlipwayError(error, 'The build failed.')
      const steps = outline.failed() ?? outline.running()
      const line = lineNamed(problem.why) ?? steps?.line
      outline.end('failed', Date.now())
      outline.learn({ problem, ...(line !== undefined && { problemLine: line }) })
    }
    throw error
  } finally {
    clearInterval(telling)
    tell(outline, report)
  }
}

async function run(
  client: EngineClient,
  registries: Registries,
  { source, text, outline }: Begun,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { build, builder } = outline.facts
  const instructions = parseDockerfile(text)
  const places = new Places(instructions)
  const proxies = await proxiesFor(addressOf(client.endpoint))
  const query = buildQuery(build, builder, { environment: process.env, proxies })
  let bytes = 0
  const sent = (more: number) => {
    bytes += more
    outline.learn({ sent: { ...outline.facts.sent, bytes } })
  }
  const { place } = source
  if (builder === 'buildkit' || !place) {
    const secrets = build.secrets.map(secretSource)
    const credentials = credentialsFrom(registries)
    const output = onlyOutput(build.more.output ?? [])
    return await buildWithBuildKit(
      client,
      { source, query, secrets, credentials, output, sent },
      outline,
      places,
      signal,
    )
  }
  const auth = await registryConfig(registries, instructions)
  const compress = build.more.compress?.at(-1) === 'true'
  const sending = new AbortController()
  void learnTotal(place, outline, AbortSignal.any([signal, sending.signal]))
  try {
    return await buildClassic(client, { place, text, query, auth, compress, sent }, outline, places, signal)
  } finally {
    sending.abort(new Error('sent'))
  }
}

/** Counts what there is to send, once it turns out to take a while: then people want to know how far it is. */
async function learnTotal(place: Place, outline: Outline, signal: AbortSignal): Promise<void> {
  try {
    await pause(LONG_MS, signal)
    const size = await measure(place, 'classic', signal)
    if (!size.more) outline.learn({ sent: { ...outline.facts.sent, total: size.bytes } })
  } catch {
    // It was sent meanwhile, or it fails where it is sent, which tells why.
  }
}

/** Where a secret comes from, as docker finds it: a file, a variable, or a variable of its name. */
function secretSource({ id, file, variable }: Build['secrets'][number]): SecretSource {
  if (file !== undefined) return { id, file }
  const name = variable ?? id
  const value = Object.hasOwn(process.env, name) ? process.env[name] : undefined
  if (value !== undefined) return { id, bytes: Buffer.from(value) }
  throw new SlipwayError('INVALID', {
    what: `The secret “${id}” can’t be given to the build.`,
    why: `There is no variable ${name} where Slipway runs.`,
    next: 'Take the secret from a file, or start Slipway with this variable.',
  })
}

function tell(outline: Outline, report: JobReport): void {
  const { all, ended } = outline.count()
  const { sent, builder } = outline.facts
  const step = outline.running()
  report.doing(
    step
      ? `${step.place ? `${step.place} ` : ''}${step.text}`
      : all === 0 && builder === 'classic'
        ? 'Sending the folder'
        : 'Building',
  )
  if (all > 0) report.step({ id: 'steps', state: `${ended} of ${all} steps` })
  if (builder === 'classic' && all === 0) {
    report.step({
      id: 'context',
      state: 'Sending',
      done: sent.bytes,
      ...(sent.total !== undefined && { total: sent.total }),
    })
  }
}

const noImage = () =>
  new SlipwayError('ENGINE_ERROR', {
    what: 'No image was made.',
    why: 'The builder ended without one, as it does for a Dockerfile that only says FROM scratch.',
    next: 'Add a line that puts something into the image, such as COPY.',
  })

/** A build that says too little or too much, as an error for a person. */
export const misfit = (error: unknown): unknown =>
  error instanceof Misfit
    ? new SlipwayError('INVALID', {
        what: 'This can’t be built as it is.',
        why: error.message,
        next: 'Correct it, then build again.',
      })
    : error
