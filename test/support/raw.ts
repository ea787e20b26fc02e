import { Agent, request } from 'node:http'

export type RawAnswer = { status: number; text: string }

/**
 * Asks an engine over its unix socket, past all of Slipway's own code.
 * @throws the system's error when the socket doesn't answer
 */
export async function rawRequest(
  address: string,
  method: string,
  path: string,
  options: { body?: unknown; agent?: Agent; timeout?: number } = {},
): Promise<RawAnswer> {
  const body = options.body === undefined ? '' : JSON.stringify(options.body)
  return await new Promise((resolve, reject) => {
    const asked = request(
      {
        socketPath: address.replace(/^unix:\/\//, ''),
        method,
        path,
        agent: options.agent ?? false,
        headers: { host: 'docker', 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
        timeout: options.timeout ?? 30_000,
      },
      (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }))
        answer.on('error', reject)
      },
    )
    asked.on('timeout', () => asked.destroy(new Error(`${method} ${path}: no answer`)))
    asked.on('error', reject)
    asked.end(body)
  })
}

/** An agent that keeps so many connections to the engine. */
export function rawAgent(connections: number): Agent {
  return new Agent({ keepAlive: true, maxSockets: connections })
}
