import { lstat, unlink } from 'node:fs/promises'
import { connect, type Server } from 'node:net'

/**
 * Listens on a Unix socket that only its owner can use, or on a named pipe. A socket that nobody listens on any more,
 * as a killed process leaves it, is replaced; anything else that has the name is left alone.
 * @throws the system’s error, EADDRINUSE when somebody listens there, ENOTSOCK when it is no socket
 */
export async function listenPrivately(server: Server, path: string): Promise<void> {
  try {
    await listen(server, path)
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE') throw error
    const answer = await knock(path)
    // Linux says “refused” for a file that is no socket, too; unlink would take a person’s file.
    if (answer !== 'ECONNREFUSED' || !(await isSocket(path))) throw answer === 'ENOTSOCK' ? notSocket(path) : error
    await unlink(path)
    await listen(server, path)
  }
}

async function listen(server: Server, path: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    // The socket is made within this call; changing its mode later would leave a moment in which others can connect.
    const before = process.platform === 'win32' ? undefined : process.umask(0o177)
    try {
      server.listen({ path }, () => {
        server.off('error', reject)
        resolve()
      })
    } finally {
      if (before !== undefined) process.umask(before)
    }
  })
}

/** What a connection to the path comes to: the system’s error code, or nothing when somebody answers. */
async function knock(path: string): Promise<string | undefined> {
  return await new Promise((resolve) => {
    const socket = connect({ path })
    socket.once('connect', () => {
      socket.destroy()
      resolve(undefined)
    })
    socket.once('error', (error) => resolve(codeOf(error)))
  })
}

async function isSocket(path: string): Promise<boolean> {
  return await lstat(path).then(
    (found) => found.isSocket(),
    () => false,
  )
}

const notSocket = (path: string) => Object.assign(new Error(`${path} is not a socket`), { code: 'ENOTSOCK' })

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
