import { basename } from 'node:path'
import { importCommand, loadCommand, removeImagesCommand, transferCommand } from '../../contract/image-commands.ts'
import { parseReference, wholeName } from '../../contract/image-reference.ts'
import { offerAsDownload, saveAsFile } from '../host-files/index.ts'
import type { JobResult } from '../jobs/index.ts'
import { os } from '../transport/implementer.ts'
import { importImage, importQuery } from './import.ts'
import { inspect } from './inspect.ts'
import { layersRouter } from './layers/router.ts'
import { load } from './load.ts'
import { needsPlatforms } from './platform.ts'
import { checked, pull } from './pull.ts'
import { push } from './push.ts'
import { received } from './receive.ts'
import { losses, remove } from './removal.ts'
import { savedImages, saveName } from './save.ts'
import { tag, tagCommand } from './tag.ts'

export const imagesRouter = {
  pull: os.images.pull.handler(({ context: { engines, jobs, activity, registries }, input }) => {
    const { engine, reference, platform, allTags } = input
    const client = engines.client(engine)
    const command = transferCommand('pull', input)
    const name = checked(`“${reference}” can’t be pulled.`, () => wholeName(parseReference(reference)))
    // `nginx` and `docker.io/library/nginx:latest` are one pull.
    const same = `pull ${name} ${platform ?? ''} ${allTags ? 'all' : ''}`
    const plan = { engine, kind: 'pull' as const, title: `Pull ${reference}`, command, same }
    const job =
      jobs.running(plan) ??
      jobs.start(plan, (report, signal) =>
        activity.record(engine, command, () => pull(client, input, registries.authFor, report, signal), { signal }),
      )
    return { job, command, name }
  }),
  push: os.images.push.handler(({ context: { engines, jobs, activity, registries }, input }) => {
    const { engine, reference } = input
    const client = engines.client(engine)
    const command = transferCommand('push', input)
    const plan = { engine, kind: 'push' as const, title: `Push ${reference}`, command }
    const job =
      jobs.running(plan) ??
      jobs.start(plan, (report, signal) =>
        activity.record(engine, command, () => push(client, input, registries.authFor, report, signal), { signal }),
      )
    return { job, command }
  }),
  tag: os.images.tag.handler(({ context: { engines, activity }, input }) => {
    const client = engines.client(input.engine)
    const command = tagCommand(input)
    return activity.record(input.engine, command, async () => {
      await tag(client, input)
      return { command }
    })
  }),
  sizes: os.images.sizes.handler(({ context: { engines, images }, input: { engine }, signal }) =>
    images.sizes.read(engines.client(engine), engines.inventory(engine), signal),
  ),
  inspect: os.images.inspect.handler(({ context: { engines }, input: { engine, id }, signal }) =>
    inspect(engines.client(engine), id, signal),
  ),
  losses: os.images.losses.handler(({ context: { engines, images }, input, signal }) => {
    const { engine, targets, force } = input
    const forceTakesContainers = engines.product(engine) === 'podman'
    return losses(engines.client(engine), images.facts, targets, { force, forceTakesContainers }, signal)
  }),
  remove: os.images.remove.handler(({ context: { engines, images, activity }, input, signal }) => {
    const { engine, targets, force } = input
    const client = engines.client(engine)
    return activity.record(engine, removeImagesCommand(targets, force), () =>
      remove(client, images.facts, targets, force, signal),
    )
  }),
  save: os.images.save.handler(({ context, input }) => {
    const { engine, path, replace } = input
    const client = context.engines.client(engine)
    needsPlatforms(client, input.platform)
    return saveAsFile(context, savedImages(client, engine, input), { path, replace })
  }),
  saveDownload: os.images.saveDownload.handler(({ context, input }) => {
    const client = context.engines.client(input.engine)
    needsPlatforms(client, input.platform)
    return offerAsDownload(context, savedImages(client, input.engine, input), saveName(input))
  }),
  load: os.images.load.handler(async ({ context: { engines, jobs, activity, uploads }, input }) => {
    const { engine, from, platform } = input
    const client = engines.client(engine)
    needsPlatforms(client, platform)
    const { file, upload } = await received(uploads, from)
    const command = loadCommand({ platform }, file.name)
    const plan = { engine, kind: 'load' as const, title: `Load ${basename(file.name)}`, command }
    const job = jobs.start(plan, (report, signal) =>
      activity.record(engine, command, () => load(client, file, platform, report, signal), { signal, say: brought }),
    )
    return { job, command, ...(upload !== undefined && { upload }) }
  }),
  import: os.images.import.handler(async ({ context: { engines, jobs, activity, uploads }, input }) => {
    const { engine, from } = input
    const client = engines.client(engine)
    checked('The image can’t have this name.', () => importQuery(input, '-'))
    const { file: source, upload } = 'url' in from ? { file: from, upload: undefined } : await received(uploads, from)
    const name = 'url' in source ? source.url : source.name
    const command = importCommand(input, name)
    const plan = { engine, kind: 'import' as const, title: `Import ${basename(name)}`, command }
    const job = jobs.start(plan, (report, signal) =>
      activity.record(engine, command, () => importImage(client, source, input, report, signal), {
        signal,
        say: brought,
      }),
    )
    return { job, command, ...(upload !== undefined && { upload }) }
  }),
  layers: layersRouter,
}

const brought = ({ loaded = [] }: JobResult) =>
  loaded.length === 0 ? 'Nothing new came' : `Loaded ${loaded.join(', ')}`
