import { act } from '../../lib/act.ts'
import { client } from '../../lib/connection.ts'
import { count, size } from '../../lib/format.ts'
import { actAsJob } from '../../lib/job-done.ts'
import { asProblem } from '../../lib/problem.ts'
import { followDownload, sendFile } from '../../lib/send-file.ts'
import { toastProblem } from '../../lib/toasts.ts'
import { type Sending, topNames } from './dropped.ts'
import { inside, type OpenWhere, shownName, type Where } from './where.ts'

const words = (names: readonly string[]) =>
  names.length === 1 ? `“${shownName(names[0] ?? '')}”` : count(names.length, 'item')

/** Has the browser save these names of a folder: a file as it is, else a tar file. */
export function downloadByBrowser({ engine, source }: Where, folder: string, names: readonly string[]): void {
  const [first = ''] = names
  const input =
    names.length === 1
      ? { engine, source, path: inside(folder, first) }
      : { engine, source, path: folder, names: [...names] }
  void act({
    doing: `Downloading ${words(names)}`,
    done: `Downloading ${words(names)}: your browser saves it`,
    failed: `${words(names)} could not be downloaded.`,
    run: async (signal) => {
      const answer = await client.files.offer(input, { signal })
      followDownload(answer)
      return answer
    },
  })
}

/** Brings these names into a folder of the host’s computer. */
export async function downloadTo(
  { engine, source }: Where,
  folder: string,
  names: readonly string[],
  { to, replace }: { to: string; replace: boolean },
): Promise<void> {
  for (const name of names) {
    await actAsJob({
      doing: `Downloading ${words([name])}`,
      done: ({ file = '', bytes = 0, left = 0 }) =>
        `Downloaded ${words([name])} to ${file} (${size(bytes)})${left > 0 ? `; ${count(left, 'entry', 'entries')} that can’t be here left out` : ''}`,
      failed: `${words([name])} could not be downloaded.`,
      start: (signal) => client.files.download({ engine, source, path: inside(folder, name), to, replace }, { signal }),
    })
  }
}

/** Brings files and folders of the host’s computer into a folder. */
export function uploadPaths(
  { engine, source }: OpenWhere,
  folder: string,
  paths: readonly string[],
  { replace, onDone }: { replace: boolean; onDone: () => void },
): void {
  const what = words(paths.map((path) => path.split(/[/\\]/).at(-1) ?? path))
  void actAsJob({
    doing: `Uploading ${what}`,
    done: ({ bytes = 0 }) => {
      onDone()
      return `Uploaded ${what} (${size(bytes)})`
    },
    failed: `${what} could not be uploaded.`,
    start: (signal) => client.files.upload({ engine, source, path: folder, paths: [...paths], replace }, { signal }),
  })
}

/** Sends files of this browser into a folder. */
export function uploadFiles(
  { engine, source }: OpenWhere,
  folder: string,
  sending: Sending,
  { replace, onDone }: { replace: boolean; onDone: () => void },
): void {
  const { files, folders } = sending
  const what = words(topNames(sending))
  if (files.length === 0 && folders.length === 0) {
    const problem = new Error('Nothing that a browser can read was dropped.')
    toastProblem(asProblem(problem, 'There is nothing to upload.'))
    return
  }
  // A tar without a file needs no body; one of no bytes is asked for all the same.
  const body = new Blob(files.map(({ file }) => file))
  const list = files.map(({ sent }) => sent)
  void actAsJob({
    doing: `Uploading ${what}`,
    done: ({ bytes = 0 }) => {
      onDone()
      return `Uploaded ${what} (${size(bytes)})`
    },
    failed: `${what} could not be uploaded.`,
    start: async (signal) => {
      const answer = await client.files.receive(
        { engine, source, path: folder, files: list, folders, replace },
        { signal },
      )
      sendFile(answer.upload, body)
      return answer
    },
  })
}
