import { commandLine } from '../../../contract/shell.ts'
import { os } from '../../transport/implementer.ts'

/** The files in an image’s layers. */
export const layersRouter = {
  read: os.images.layers.read.handler(({ context: { engines, images, jobs }, input: { engine, id } }) => {
    const client = engines.client(engine)
    const { tags = [], size = 0 } = engines.inventory(engine).images.get(id) ?? {}
    const name = tags[0] ?? id.replace('sha256:', '').slice(0, 12)
    const command = `${commandLine(['docker', 'save', name])} | tar -t`
    if (images.layers.has(id)) return { command }
    const plan = { engine, kind: 'layers' as const, title: `Read the files of ${name}`, command }
    const job =
      jobs.running(plan) ??
      jobs.start(plan, async (report, signal) => {
        await images.layers.read(client, { id, size }, report, signal)
        return { image: id }
      })
    return { job, command }
  }),
  analysis: os.images.layers.analysis.handler(({ context: { images }, input: { id } }) => images.layers.summary(id)),
  files: os.images.layers.files.handler(({ context: { images }, input: { id, path, layer, changes, ...page } }) =>
    images.layers.files(id, path, { layer, changes }, page),
  ),
  search: os.images.layers.search.handler(({ context: { images }, input: { id, text, layer, changes } }) =>
    images.layers.search(id, text, { layer, changes }),
  ),
}
