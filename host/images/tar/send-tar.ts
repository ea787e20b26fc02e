import { pipeline, type Readable } from 'node:stream'
import { z } from 'zod'
import { type EngineClient, explain } from '../../engine/index.ts'
import { SlipwayError } from '../../errors.ts'
import type { JobReport } from '../../jobs/index.ts'
import { linesOf } from '../../lines.ts'
import { released } from '../../release.ts'
import { orRefused } from '../transfer.ts'
import { TarCheck } from './tar-check.ts'

/** A tar file that an engine is to get. */
export type TarFile = {
  /** As a person knows it: a path, or the name that the browser has for it. */
  name: string
  /** Bytes. */
  size: number
  /** Gives its bytes, once. @throws SlipwayError */
  open: (signal: AbortSignal) => Readable | Promise<Readable>
  /** What a failure to read it means. */
  unreadable: (error: unknown) => SlipwayError
}

export type TarRequest = {
  path: string
  query: Record<string, string | readonly string[] | undefined>
  holds: 'images' | 'files'
}

const message = z.object({
  id: z.string().nullish(),
  stream: z.string().nullish(),
  status: z.string().nullish(),
  progressDetail: z.object({ current: z.number().nullish(), total: z.number().nullish() }).nullish(),
  error: z.string().nullish(),
})

/** What an engine says of what it got, line by line. */
export type TarMessage = z.infer<typeof message>

/** The engine refused, with these words; before it began to answer, also with a status. */
export class Refused extends Error {
  override name = 'Refused'
  readonly answer: SlipwayError | undefined

  constructor(said: string, answer?: SlipwayError) {
    super(said)
    this.answer = answer
  }
}

/**
 * Sends a tar file to an engine as it is read, and gives what the engine says. Without a file, the engine has all it
 * needs in the request.
 * @throws SlipwayError of the file or the engine, Refused with the engine’s words, the signal’s reason
 */
export async function* sendTar(
  client: EngineClient,
  { path, query, holds }: TarRequest,
  file: TarFile | undefined,
  report: JobReport,
  signal: AbortSignal,
): AsyncGenerator<TarMessage, void> {
  const body = await file?.open(signal)
  const check = file && checked(file, holds, report)
  if (body && check) pipeline(body, check, () => {})
  try {
    const answer = await client
      .stream('POST', path, {
        query,
        ...(check && { content: released(check), headers: { 'content-type': 'application/x-tar' } }),
        timeout: 0,
        signal,
      })
      .catch(orRefused((said, error) => new Refused(said, error)))
    try {
      for await (const line of linesOf(answer)) {
        const said = read(line)
        if (said?.error) throw new Refused(said.error)
        if (said) yield said
      }
    } catch (error) {
      throw error instanceof Refused ? error : explain(error, client.endpoint)
    }
    signal.throwIfAborted()
  } catch (error) {
    signal.throwIfAborted()
    // What the file failed of is the reason, not the connection that broke by it.
    const failure = check?.failure
    if (failure === undefined || !file) throw error
    throw failure instanceof SlipwayError ? failure : file.unreadable(failure)
  } finally {
    check?.destroy()
    body?.destroy()
  }
}

function checked({ name, size }: TarFile, holds: TarRequest['holds'], report: JobReport): TarCheck {
  report.doing('Sending')
  report.step({ id: 'tar file', state: 'Sending', phase: 'transferring', done: 0, total: size })
  const passed = (done: number) => {
    const total = Math.max(size, done)
    const all = done >= size
    report.step({
      id: 'tar file',
      state: all ? 'Sent' : 'Sending',
      phase: all ? 'transferred' : 'transferring',
      done,
      total,
    })
    if (all) report.doing('Unpacking')
  }
  return new TarCheck({ name, size, holds, passed })
}

function read(line: string): TarMessage | undefined {
  try {
    return message.parse(JSON.parse(line))
  } catch {
    return undefined
  }
}
