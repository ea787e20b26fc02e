import { createHash, randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import type { EngineClient } from '../../engine/index.ts'
import { SlipwayError } from '../../errors.ts'
import type { Output } from '../../run/index.ts'
import type { Place } from '../context/context.ts'
import { takeOutput } from './export.ts'
import { fileSync } from './file-sync.ts'
import { type Call, type Methods, Refusal, STATUS, serveGrpc } from './grpc.ts'
import { Message, readFields } from './wire.ts'

/** A secret larger than this is none, says BuildKit. Bytes. */
const LARGEST_SECRET = 512_000

/** Where a secret’s bytes come from. */
export type SecretSource = { id: string; file: string } | { id: string; bytes: Buffer }

/** A user name and password for a registry; undefined for none. */
export type CredentialsOf = (host: string) => Promise<{ username: string; secret: string } | undefined>

export type SessionOptions = {
  /** The folder whose files are lent; absent where none is. */
  place: Place | undefined
  secrets: readonly SecretSource[]
  credentials: CredentialsOf | undefined
  /** Where the result goes, in the place of an image on the engine. */
  output: Output | undefined
  /** Called with the bytes of files that were sent. */
  sent: (bytes: number) => void
}

/** A connection over which the engine asks for what a build needs. */
export type Session = {
  id: string
  /** Why something could not be given, where that is so. */
  failure(): SlipwayError | undefined
  /** Resolves when the connection is over. */
  ended: Promise<void>
  close(): void
}

/** Opens a session for one build. @throws SlipwayError when the engine has none */
export async function openSession(
  client: EngineClient,
  { place, secrets, credentials, output, sent }: SessionOptions,
  signal: AbortSignal,
): Promise<Session> {
  const id = randomBytes(16).toString('hex')
  let failure: SlipwayError | undefined
  const sending = {
    bytes: sent,
    failed: (error: SlipwayError) => {
      failure ??= error
    },
  }
  const methods: Methods = {
    '/grpc.health.v1.Health/Check': (call) => call.send(new Message().unsigned(1, 1).finish()),
    ...(place && {
      '/moby.filesync.v1.FileSync/DiffCopy': fileSync(
        { context: place.folder, dockerfile: dirname(place.dockerfile.path) },
        sending,
      ),
    }),
    ...(secrets.length > 0 && {
      '/moby.buildkit.secrets.v1.Secrets/GetSecret': (call: Call) => giveSecret(call, secrets, sending.failed),
    }),
    ...(output && {
      '/moby.filesync.v1.FileSend/DiffCopy': (call: Call) =>
        takeOutput(call, output, signal).catch((error) => {
          if (error instanceof SlipwayError) sending.failed(error)
          throw error
        }),
    }),
    ...(credentials && { '/moby.filesync.v1.Auth/Credentials': (call: Call) => giveCredentials(call, credentials) }),
  }
  const { socket, head } = await client.hijack('/session', {
    signal,
    upgrade: 'h2c',
    headers: {
      'x-docker-expose-session-uuid': id,
      'x-docker-expose-session-name': 'slipway',
      // Builds of one folder share what was sent before.
      'x-docker-expose-session-sharedkey': createHash('sha256')
        .update(`${hostname()}\0${place?.folder ?? ''}`)
        .digest('hex'),
      'x-docker-expose-session-grpc-method': Object.keys(methods),
    },
  })
  if (head.length > 0) socket.unshift(head)
  const session = serveGrpc(socket, methods)
  return {
    id,
    failure: () => failure,
    ended: new Promise((resolve) => session.once('close', () => resolve())),
    close: () => {
      session.destroy()
      socket.destroy()
    },
  }
}

async function giveSecret(
  call: Call,
  secrets: readonly SecretSource[],
  failed: (error: SlipwayError) => void,
): Promise<void> {
  const wanted = textOf(await firstOf(call))
  const secret = secrets.find(({ id }) => id === wanted)
  if (!secret) throw new Refusal(STATUS.notFound, `no secret is named ${wanted}`)
  try {
    await call.send(new Message().bytes(1, await bytesOf(secret)).finish())
  } catch (error) {
    if (error instanceof SlipwayError) failed(error)
    throw error
  }
}

async function bytesOf(secret: SecretSource): Promise<Buffer> {
  if ('bytes' in secret) return secret.bytes
  const bytes = await readFile(secret.file).catch((error: Error) => {
    throw badSecret(secret.id, error.message)
  })
  if (bytes.length > LARGEST_SECRET) throw badSecret(secret.id, `It has ${bytes.length} bytes; 512,000 may be given.`)
  return bytes
}

const badSecret = (id: string, why: string) =>
  new SlipwayError('INVALID', {
    what: `The secret “${id}” can’t be given to the build.`,
    why,
    next: 'Correct where it comes from, then build again.',
  })

async function giveCredentials(call: Call, credentials: CredentialsOf): Promise<void> {
  const host = textOf(await firstOf(call))
  // BuildKit asks for Docker Hub by the host that serves it.
  const known = await credentials(host === 'registry-1.docker.io' ? 'docker.io' : host)
  await call.send(
    new Message()
      .text(1, known?.username ?? '')
      .text(2, known?.secret ?? '')
      .finish(),
  )
}

async function firstOf(call: Call): Promise<Uint8Array> {
  const { value, done } = await call.messages.next()
  return done ? new Uint8Array() : value
}

/** The text in a message’s first field. */
function textOf(bytes: Uint8Array): string {
  let text = ''
  readFields(bytes, (field, reader) => {
    if (field !== 1) return false
    text = reader.string()
    return true
  })
  return text
}
