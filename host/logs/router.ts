import type { Context } from '../transport/context.ts'
import { os } from '../transport/implementer.ts'
import { metered } from '../transport/metered.ts'
import { fileNameOf, logCommand, openDownload } from './download.ts'
import { follow } from './follow.ts'
import type { Log } from './log.ts'
import { openLog } from './open.ts'
import { pageAfter } from './page-after.ts'
import { pageBefore } from './page-before.ts'
import { search } from './search.ts'
import { readSubject } from './subject.ts'

type Named = { engine: string; id: string; since?: number | undefined }

async function logOf({ engines }: Context, { engine, id, since }: Named, signal?: AbortSignal): Promise<Log> {
  const client = engines.client(engine)
  return { client, subject: await readSubject(client, id, signal), since }
}

export const logsRouter = {
  follow: os.logs.follow.handler(async ({ context, input, signal }) => {
    const log = await logOf(context, input, signal)
    return metered(context, input.stream, follow(log, input, signal), signal)
  }),
  before: os.logs.before.handler(async ({ context, input, signal }) =>
    pageBefore(await logOf(context, input, signal), input.anchor, input.count, signal),
  ),
  after: os.logs.after.handler(async ({ context, input, signal }) =>
    pageAfter(await logOf(context, input, signal), input.anchor, input, signal),
  ),
  search: os.logs.search.handler(async ({ context, input, signal }) => {
    const log = await logOf(context, input, signal)
    return metered(context, input.stream, search(log, input, signal), signal)
  }),
  download: os.logs.download.handler(async ({ context, input, signal }) => {
    const { client, subject } = await logOf(context, input, signal)
    // Whether it can be read at all is better said now than in place of the file.
    const tried = await openLog(client, subject, { tail: 0 }, signal)
    tried.destroy()
    return {
      path: context.downloads.offer(() => openDownload(client, subject, input.timestamps)),
      fileName: fileNameOf(subject),
      command: logCommand(subject, input.timestamps),
    }
  }),
}
