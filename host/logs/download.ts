import { Readable } from 'node:stream'
import { commandLine } from '../../contract/shell.ts'
import type { Download } from '../downloads/index.ts'
import { type EngineClient, explain, FrameReader } from '../engine/index.ts'
import { openLog } from './open.ts'
import type { Subject } from './subject.ts'

/** The docker command that prints what is downloaded. */
export function logCommand(subject: Subject, timestamps: boolean): string {
  return commandLine(['docker', 'logs', ...(timestamps ? ['-t'] : []), subject.name])
}

/** The whole log as text, byte for byte as `docker logs` prints it. @throws SlipwayError when it can't be read */
export async function openDownload(client: EngineClient, subject: Subject, timestamps: boolean): Promise<Download> {
  const body = await openLog(client, subject, { timestamps })
  return {
    fileName: fileNameOf(subject),
    contentType: 'text/plain; charset=utf-8',
    body: Readable.from(subject.tty ? raw(client, body) : unframed(client, body), { objectMode: false }),
  }
}

/** A name that is safe in every file system. The engine’s own rule for names allows nothing else. */
export function fileNameOf({ name, id }: Pick<Subject, 'name' | 'id'>): string {
  const safe = name.replace(/[^a-zA-Z0-9_.-]+/g, '_').slice(0, 100)
  return `${/^[a-zA-Z0-9]/.test(safe) ? `log-${safe}` : `log-${id.slice(0, 12)}`}.txt`
}

async function* raw(client: EngineClient, body: Readable): AsyncGenerator<Buffer> {
  try {
    yield* body
  } catch (error) {
    throw explain(error, client.endpoint)
  }
}

async function* unframed(client: EngineClient, body: Readable): AsyncGenerator<Buffer> {
  let parts: Buffer[] = []
  const reader = new FrameReader((_source, bytes, from, to) => parts.push(bytes.subarray(from, to)))
  try {
    for await (const chunk of body) {
      reader.push(chunk)
      if (parts.length === 0) continue
      yield Buffer.concat(parts)
      parts = []
    }
    reader.end()
  } catch (error) {
    throw explain(error, client.endpoint)
  }
}
