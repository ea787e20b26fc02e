import { basename } from 'node:path'
import * as commands from '../../contract/file-commands.ts'
import type { FileSource, OpenSource } from '../../contract/index.ts'
import { SlipwayError } from '../errors.ts'
import { absolutePath, offerAsDownload, safeName } from '../host-files/index.ts'
import type { JobReport } from '../jobs/index.ts'
import type { Context } from '../transport/context.ts'
import { os } from '../transport/implementer.ts'
import { measureLocal, packLocal, packSent } from './local/pack.ts'
import { type Opened, openToRead, openTree } from './open-tree.ts'
import { preview } from './preview.ts'
import { checkRoom, contentOf, destination, download, topNames } from './transfer.ts'
import { cut, inside } from './tree.ts'

/** More are not shown at once. */
const MOST_ENTRIES = 20_000

type At = { engine: string; source: OpenSource }

const opened = ({ engines, toolbox }: Context, { engine, source }: At, signal?: AbortSignal): Promise<Opened> =>
  openTree({ client: engines.client(engine), product: engines.product(engine), toolbox }, source, signal)

const read = (
  { engines, images, toolbox }: Context,
  at: { engine: string; source: FileSource },
  signal?: AbortSignal,
) =>
  openToRead(
    { client: engines.client(at.engine), product: engines.product(at.engine), toolbox, images },
    at.source,
    signal,
  )

/** Does a change and writes it down. */
async function changed(
  context: Context,
  at: At,
  command: (name: commands.NamedOpenSource, fixed: boolean) => string,
  work: (opened: Opened) => Promise<unknown>,
  signal?: AbortSignal,
) {
  const tree = await opened(context, at, signal)
  const said = command(tree.name, tree.tree.fixed !== undefined)
  return await context.activity.record(at.engine, said, async () => {
    await work(tree)
    return { command: said }
  })
}

const words = ({ bytes = 0 }: { bytes?: number | undefined }) => `${bytes.toLocaleString('en')} bytes`

/** Begins a job that brings files in. */
function send(
  { jobs, activity }: Context,
  { engine, command, title }: { engine: string; command: string; title: string },
  work: (onBytes: (bytes: number) => void, report: JobReport, signal: AbortSignal) => Promise<void>,
  total: (signal: AbortSignal) => Promise<number>,
): string {
  return jobs.start({ engine, kind: 'copy', title, command }, (report, signal) =>
    activity.record(
      engine,
      command,
      async () => {
        report.doing('Looking at the files')
        const all = await total(signal)
        let done = 0
        report.doing('Copying')
        const onBytes = (bytes: number) => {
          done += bytes
          report.step({ id: 'files', state: 'Copying', done, total: Math.max(all, done) })
        }
        await work(onBytes, report, signal)
        return { bytes: done }
      },
      { signal, say: words },
    ),
  )
}

const onlyOne = () =>
  new SlipwayError('INVALID', {
    what: 'Only one can have that name.',
    why: 'Several files were to be sent under one name.',
    next: 'Send them one by one.',
  })

export const filesRouter = {
  list: os.files.list.handler(async ({ context, input, signal }) => {
    const { tree, name } = await opened(context, input, signal)
    const entries = await tree.list(input.path, signal)
    return {
      entries: entries.slice(0, MOST_ENTRIES),
      left: Math.max(0, entries.length - MOST_ENTRIES),
      ...(tree.fixed !== undefined && { fixed: tree.fixed }),
      command: commands.listFilesCommand(name, input.path, tree.fixed !== undefined),
    }
  }),
  preview: os.files.preview.handler(async ({ context, input, signal }) => {
    const { tree } = await read(context, input, signal)
    return await preview(tree, input.path, signal)
  }),
  write: os.files.write.handler(async ({ context, input, signal }) => {
    const { path, text, expected } = input
    const { folder, name } = cut(path)
    let stamp = ''
    const work = async ({ tree }: Opened) => {
      stamp = await tree.write(path, Buffer.from(text), expected, signal)
    }
    const { command } = await changed(context, input, (at) => commands.uploadCommand(at, folder, [name]), work, signal)
    return { command, stamp }
  }),
  makeFolder: os.files.makeFolder.handler(({ context, input, signal }) =>
    changed(
      context,
      input,
      (name, fixed) => commands.makeFolderCommand(name, input.path, fixed),
      ({ tree }) => tree.makeFolder(input.path, signal),
      signal,
    ),
  ),
  rename: os.files.rename.handler(({ context, input, signal }) =>
    changed(
      context,
      input,
      (name) => commands.renameFileCommand(name, input.path, input.to),
      ({ tree }) => tree.rename(input.path, inside(cut(input.path).folder, input.to), signal),
      signal,
    ),
  ),
  measure: os.files.measure.handler(async ({ context, input, signal }) => {
    const { tree } = await opened(context, input, signal)
    return await tree.measure(
      input.names.map((name) => inside(input.path, name)),
      signal,
    )
  }),
  remove: os.files.remove.handler(({ context, input, signal }) =>
    changed(
      context,
      input,
      (name) => commands.removeFilesCommand(name, input.path, input.names),
      ({ tree }) =>
        tree.remove(
          input.names.map((name) => inside(input.path, name)),
          signal,
        ),
      signal,
    ),
  ),
  download: os.files.download.handler(async ({ context, input, signal }) => {
    const { engine, path, to, replace } = input
    const tree = await read(context, input, signal)
    const last = cut(path).name || tree.name.name
    const place = await destination({ to, as: input.as ?? last, replace })
    const command = commands.downloadCommand(tree.name, path, tree.name.type === 'volume' ? absolutePath(to) : place)
    const { jobs, activity } = context
    const job = jobs.start({ engine, kind: 'copy', title: `Download ${last}`, command }, (report, stop) =>
      activity.record(engine, command, () => download(tree, path, place, report, stop), { signal: stop, say: words }),
    )
    return { job, command }
  }),
  offer: os.files.offer.handler(async ({ context, input, signal }) => {
    const { engine, path, names } = input
    const { tree, bulk, name } = await read(context, input, signal)
    const one = names === undefined ? cut(path) : undefined
    const list = one ? [one.name || '.'] : (names ?? [])
    const folder = one ? one.folder : path
    const found = one?.name ? await tree.read(path, 0, signal) : undefined
    const file = found?.entry.type === 'file' ? cut(found.at) : undefined
    const label = one ? one.name || name.name : list.length === 1 ? (list[0] ?? '') : cut(path).name || name.name
    const from = list.length === 1 ? bulk : tree
    return offerAsDownload(
      context,
      {
        engine,
        kind: 'copy',
        title: `Download ${label}`,
        command: (to) => commands.packCommand(name, folder, list, to),
        open: async (stop) => {
          // Of a link it is what it leads to.
          if (file) return { body: contentOf(await from.pack(file.folder, [file.name], stop)) }
          return { body: await from.pack(folder, list, stop) }
        },
        tar: file === undefined,
      },
      file ? label : safeName(label, '.tar'),
    )
  }),
  upload: os.files.upload.handler(async ({ context, input, signal }) => {
    const { engine, path, replace } = input
    const paths = input.paths.map(absolutePath)
    const tree = await opened(context, input, signal)
    if (input.as !== undefined && paths.length > 1) throw onlyOne()
    const names = paths.map((one) => input.as ?? basename(one))
    if (!replace) await checkRoom(tree, path, names, signal)
    const command =
      input.as === undefined
        ? commands.uploadCommand(tree.name, path, paths)
        : commands.uploadAsCommand(tree.name, path, paths[0] ?? '', input.as)
    const title = `Upload ${names.length === 1 ? names[0] : `${names.length} items`} to ${tree.name.name}`
    const job = send(
      context,
      { engine, command, title },
      (onBytes, _report, stop) => tree.bulk.unpack(path, packLocal(paths, names, onBytes), stop),
      (stop) => measureLocal(paths, stop),
    )
    return { job, command }
  }),
  receive: os.files.receive.handler(async ({ context, input, signal }) => {
    const { engine, path, files, folders, replace } = input
    const names = topNames(files, folders)
    const tree = await opened(context, input, signal)
    if (!replace) await checkRoom(tree, path, names, signal)
    const command = commands.uploadCommand(tree.name, path, names)
    const title = `Upload ${names.length === 1 ? names[0] : `${names.length} items`} to ${tree.name.name}`
    const { path: upload, arrived } = context.uploads.expect()
    const job = send(
      context,
      { engine, command, title },
      (onBytes, _report, stop) =>
        tree.bulk.unpack(path, packSent(files, folders, arrived, { signal: stop, onBytes }), stop),
      async () => files.reduce((sum, { size }) => sum + size, 0),
    )
    return { job, command, upload }
  }),
}
