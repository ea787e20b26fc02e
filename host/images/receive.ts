import type { TarSource } from '../../contract/images.ts'
import { SlipwayError } from '../errors.ts'
import { fileProblem, openFile } from '../host-files/index.ts'
import type { Uploads } from '../uploads/index.ts'
import type { TarFile } from './tar/send-tar.ts'

/** The tar file that is meant: one of this computer, or one that the browser is to send to `upload`. */
export async function received(
  uploads: Uploads,
  from: Exclude<TarSource, { url: string }>,
): Promise<{ file: TarFile; upload?: string }> {
  if ('path' in from) {
    const { path, size, read } = await openFile(from.path)
    return { file: { name: path, size, open: read, unreadable: (error) => fileProblem(error, path) } }
  }
  const { fileName: name, size } = from.upload
  const { path: upload, arrived } = uploads.expect()
  return { file: { name, size, open: arrived, unreadable: () => brokeOff(name) }, upload }
}

const brokeOff = (name: string) =>
  new SlipwayError('INVALID', {
    what: `The upload of “${name}” broke off.`,
    why: 'The page was closed, the connection broke, or the file changed while it was read.',
    next: 'Choose the file again.',
  })
