import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http'
import { connect } from 'node:net'

/** One request as it went by. */
export type Recorded = {
  method: string
  path: string
  query: Record<string, string | string[]>
  body: unknown
  /** The id in the engine’s answer, of what was created. */
  created?: string
}

/** A socket in front of a real engine which writes down what a client asks of it. */
export class Recorder {
  readonly seen: Recorded[] = []
  readonly #server: Server

  private constructor(server: Server) {
    this.#server = server
  }

  /** Listens at `path` and passes everything on to the engine at `engine` (both paths of unix sockets). */
  static async listen(path: string, engine: string): Promise<Recorder> {
    const server = createServer()
    const recorder = new Recorder(server)
    server.on('request', (request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const body = Buffer.concat(chunks)
        const recorded = recorder.#note(request, body)
        const onward = httpRequest(
          { socketPath: engine, method: request.method, path: request.url, headers: request.headers },
          (answer) => {
            response.writeHead(answer.statusCode ?? 502, answer.headers)
            // `wait` answers its headers long before its body.
            response.flushHeaders()
            answer.pipe(response)
            if (answer.statusCode === 201) noteId(answer, recorded)
          },
        )
        onward.on('error', (error) => response.destroy(error))
        response.on('close', () => onward.destroy())
        onward.end(body)
      })
    })
    server.on('upgrade', (request: IncomingMessage, socket, head) => {
      recorder.#note(request, Buffer.alloc(0))
      const onward = connect(engine)
      const headers = request.rawHeaders.reduce((text, part, at) => text + part + (at % 2 ? '\r\n' : ': '), '')
      onward.write(`${request.method} ${request.url} HTTP/1.1\r\n${headers}\r\n`)
      onward.write(head)
      onward.pipe(socket)
      socket.pipe(onward)
      onward.on('error', () => socket.destroy())
      socket.on('error', () => onward.destroy())
    })
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(path, resolve)
    })
    return recorder
  }

  #note(request: IncomingMessage, body: Buffer): Recorded {
    const url = new URL(request.url ?? '/', 'http://engine')
    const text = body.toString('utf8')
    const isJson = !/^application\/x-tar/.test(request.headers['content-type'] ?? '') && /^[{["]/.test(text)
    const recorded: Recorded = {
      method: request.method ?? '',
      path: url.pathname.replace(/^\/v[\d.]+/, ''),
      query: queryOf(url.searchParams),
      // What is no JSON is a tar file, of which the request says nothing.
      body: text === '' || !isJson ? undefined : JSON.parse(text),
    }
    this.seen.push(recorded)
    return recorded
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}

function noteId(answer: IncomingMessage, recorded: Recorded): void {
  let text = ''
  answer.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8')
  })
  answer.on('end', () => {
    recorded.created = /"Id":"([0-9a-f]{64})"/.exec(text)?.[1] ?? ''
  })
}

/** What is said once is a text, what is said several times a list. */
function queryOf(said: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(said.keys())].map((key) => {
      const values = said.getAll(key)
      return [key, values.length === 1 ? (values[0] ?? '') : values]
    }),
  )
}
