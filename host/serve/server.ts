import { createServer as createHttp, type Server } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { isIPv6 } from 'node:net'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import type { Logger } from 'pino'
import { SlipwayError } from '../errors.ts'
import { Pages } from '../page/index.ts'
import { Access } from './access.ts'
import { createApp } from './app.ts'
import { Attempts } from './attempts.ts'
import type { Door } from './door.ts'
import { checkListening, type Listening, namesOf } from './listen-rules.ts'
import { Password } from './password.ts'
import type { Served } from './served.ts'
import { Sessions } from './sessions.ts'
import { SignInLinks } from './sign-in-links.ts'
import { Sockets } from './sockets.ts'

export type ServeOptions = Listening & {
  host: string
  /** The folder of the built UI. */
  pages: string
  stateFolder: string
  log: Logger
}

/** The browser face, listening. */
export type Serving = {
  /** As `http://127.0.0.1:8080`. */
  url: string
  port: number
  /** A new link that lets one browser in, once, within an hour. */
  signInUrl(): string
  /** Stops listening and cuts what is open. */
  close(): Promise<void>
}

/**
 * Serves a host to browsers.
 * @throws SlipwayError INVALID when what protects the address is missing, PORT_IN_USE, PERMISSION_DENIED
 */
export async function serve(host: Served, options: ServeOptions): Promise<Serving> {
  checkListening(options)
  const { tls, publicUrl, log } = options
  const server: Server = tls ? createHttps({ cert: tls.cert, key: tls.key }) : createHttp()
  // A large file takes longer to come than any limit; headers have one still, and every other body (app.ts).
  server.requestTimeout = 0
  const port = await listen(server, options)
  const scheme = tls ? 'https' : 'http'
  const door: Door = {
    access: new Access(namesOf(options.host), port, scheme, publicUrl),
    links: new SignInLinks(),
    // At a port that was not asked for, nobody comes back.
    sessions: await Sessions.open(options.port === 0 ? undefined : join(options.stateFolder, `sessions-${port}.json`)),
    attempts: new Attempts(),
    password: options.password ? await Password.of(options.password) : undefined,
    cookie: { name: `slipway-session-${port}`, secure: (publicUrl?.protocol ?? `${scheme}:`) === 'https:' },
  }
  const app = createApp({ door, pages: new Pages(options.pages), host, log })
  server.on(
    'request',
    getRequestListener((request, env) => app.fetch(request, env), { overrideGlobalObjects: false }),
  )
  const sockets = new Sockets(server, door, host)
  const url = publicUrl?.origin ?? `${scheme}://${urlName(options.host)}:${port}`
  log.info({ url }, 'serving')
  return {
    url,
    port,
    signInUrl: () => `${url}/sign-in?token=${door.links.issue()}`,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      sockets.close()
      server.closeAllConnections()
      await closed
    },
  }
}

/** The name to put in an address that people open on this computer. */
function urlName(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return isIPv6(host) ? `[${host}]` : host
}

async function listen(server: Server, { host, port }: { host: string; port: number }): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenProblem(error, host, port)))
    server.listen({ host, port }, () => resolve())
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port')
  return address.port
}

function listenProblem(error: Error, host: string, port: number): Error {
  const code = 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') {
    return new SlipwayError(
      'PORT_IN_USE',
      {
        what: `Port ${port} is taken.`,
        why: `Another program listens at ${host}:${port}, perhaps another Slipway.`,
        next: 'Choose another port, or `--port 0` for a free one.',
      },
      { cause: error },
    )
  }
  if (code === 'EACCES') {
    return new SlipwayError(
      'PERMISSION_DENIED',
      {
        what: `You may not listen at port ${port}.`,
        why: 'Ports below 1024 belong to the system.',
        next: 'Choose a port from 1024 on, or `--port 0` for a free one.',
      },
      { cause: error },
    )
  }
  return new SlipwayError(
    'INVALID',
    {
      what: `Slipway can’t listen at ${host}:${port}.`,
      why: error.message,
      next: 'Give an address of this computer with `--host`; 127.0.0.1 always works.',
    },
    { cause: error },
  )
}
