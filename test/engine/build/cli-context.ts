import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { tarList } from '../../support/tar-list.ts'

/** What the docker command says when it does not send anything, and the entries of what it sends. */
export type Sent = { entries: string[]; dockerfile: string } | { error: string }

/** What the real docker command sends when it builds; nothing is built. @throws when it neither sends nor complains */
export async function sentByCli(folder: string, args: readonly string[]): Promise<Sent> {
  const socket = join(folder, 'recorder.sock')
  let sent: Promise<Sent> | undefined
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://engine')
    if (!url.pathname.endsWith('/build')) {
      response.writeHead(200, { 'api-version': '1.41', ostype: 'linux', 'content-type': 'application/json' }).end('OK')
      return
    }
    sent = tarList(request).then((entries) => {
      response.writeHead(500, { 'content-type': 'application/json' }).end('{"message":"seen"}')
      return { entries, dockerfile: url.searchParams.get('dockerfile') ?? '' }
    })
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(socket, resolve))
  try {
    const error = await new Promise<string>((resolve, reject) => {
      const child = spawn('docker', ['-H', `unix://${socket}`, 'build', ...args], {
        env: { ...process.env, DOCKER_BUILDKIT: '0', DOCKER_CONFIG: join(folder, 'no-config') },
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      let text = ''
      child.stderr.on('data', (part: Buffer) => {
        text += part.toString('utf8')
      })
      child.on('error', reject)
      child.on('close', () => resolve(text))
    })
    return sent ?? { error }
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}
