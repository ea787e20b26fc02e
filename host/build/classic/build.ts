import { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import type { EngineClient } from '../../engine/index.ts'
import { answerLines } from '../answer-lines.ts'
import type { Place } from '../context/context.ts'
import { packContext } from '../context/tar.ts'
import type { Places } from '../dockerfile/places.ts'
import type { Outline } from '../outline.ts'
import { buildProblem, refusal } from '../problem.ts'
import { ClassicOutput } from './output.ts'

export type ClassicOptions = {
  place: Place
  text: string
  query: Record<string, string | string[]>
  /** The `X-Registry-Config` header: who is signed in to which registry. */
  auth: string
  compress: boolean
  sent: (bytes: number) => void
}

/**
 * Builds with the classic builder: sends the context, then follows what it says. Ending the connection ends it there.
 * Gives the image’s id.
 * @throws SlipwayError with the builder’s reason
 */
export async function buildClassic(
  client: EngineClient,
  { place, text, query, auth, compress, sent }: ClassicOptions,
  outline: Outline,
  places: Places,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { pieces, dockerfile } = packContext(place, text)
  const content = counted(pieces, sent)
  const output = new ClassicOutput(outline, places)
  const answer = await client
    .stream('POST', '/build', {
      query: { ...query, version: '1', dockerfile },
      headers: { 'content-type': 'application/x-tar', 'x-registry-config': auth },
      content: compress ? compressed(content) : content,
      timeout: 0,
      signal,
    })
    .catch((error) => {
      throw refusal(error)
    })
  for await (const line of answerLines(client, answer, signal)) {
    const complaint = output.take(line, Date.now())
    if (complaint !== undefined) throw buildProblem(complaint, outline.running()?.text)
  }
  signal.throwIfAborted()
  output.finish(Date.now())
  return output.image
}

async function* counted(pieces: AsyncIterable<Buffer>, sent: (bytes: number) => void): AsyncGenerator<Buffer, void> {
  for await (const piece of pieces) {
    yield piece
    sent(piece.length)
  }
}

/** The same, compressed; what is compressed is held longer than its piece is good. */
function compressed(pieces: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  const copies = async function* () {
    for await (const piece of pieces) yield Buffer.from(piece)
  }
  const source = Readable.from(copies(), { objectMode: false })
  const gzip = createGzip()
  source.once('error', (error) => gzip.destroy(error))
  gzip.once('close', () => source.destroy())
  return source.pipe(gzip)
}
