import { createHash, createHmac, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { connect as connectTcp } from 'node:net'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { EngineClient, handshake, parseEndpoint } from '../../host/engine/index.ts'
import { SlipwayError } from '../../host/errors.ts'
import { VmConnection } from '../../host/vm/connection/vm-connection.ts'
import { makeKey } from '../../host/vm/keys.ts'
import { openHost, readUntil } from '../support/host.ts'
import { BUSYBOX } from '../support/image.ts'
import { run } from '../support/run.ts'
import { sharedEngine } from '../support/shared-engine.ts'
import { Sshd } from '../support/sshd.ts'

const engine = sharedEngine()
const socket = engine.address.replace('unix://', '')
const { HOME, SSH_AUTH_SOCK, PATH } = process.env
const clients: EngineClient[] = []
let sshd: Sshd

beforeAll(async () => {
  sshd = await Sshd.start()
  process.env.HOME = sshd.home
  delete process.env.SSH_AUTH_SOCK
})
afterEach(() => {
  for (const client of clients.splice(0)) client.close()
})
afterAll(async () => {
  Object.assign(process.env, { HOME, ...(SSH_AUTH_SOCK && { SSH_AUTH_SOCK }), PATH })
  await sshd.stop()
})

function connect(address = sshd.address(socket)): EngineClient {
  const client = new EngineClient(parseEndpoint(address))
  clients.push(client)
  return client
}

async function failure(client: EngineClient): Promise<SlipwayError> {
  const error = await handshake(client).catch((thrown: unknown) => thrown)
  if (error instanceof SlipwayError) return error
  throw new Error(`no SlipwayError but ${String(error)}`)
}

test('a host that was never met is asked about, and reached once its key is trusted', async () => {
  const { host, client, close, engine: id } = await openHost(sshd.address(socket))
  try {
    const asked = await readUntil(
      client,
      (stream, options) => client.engines.watch({ stream }, options),
      ({ engines }) => engines.find((one) => one.id === id)?.status.state === 'unreachable',
    )
    const status = asked.engines.find((one) => one.id === id)?.status
    const hostKey = status && 'problem' in status ? status.problem.hostKey : undefined
    const listed = await run('ssh-keygen', ['-lf', join(sshd.home, 'host_key')])
    expect(hostKey).toEqual({ host: `[127.0.0.1]:${sshd.port}`, fingerprint: listed.split(' ')[1] })
    if (hostKey) await client.engines.trust(hostKey)
    await readUntil(
      client,
      (stream, options) => client.engines.watch({ stream }, options),
      ({ engines }) => engines.find((one) => one.id === id)?.status.state === 'connected',
    )
    await readUntil(
      client,
      (stream, options) => client.inventory.watch({ engine: id, stream }, options),
      ({ images }) => images.upsert.some(({ tags }) => tags.includes(BUSYBOX)),
    )
    expect(host.engines.client(id).apiVersion).not.toBe('')
  } finally {
    await close()
  }
})

test('a known host is reached, also where its name is hashed', async () => {
  const salt = randomBytes(20)
  const [name = '', ...rest] = sshd.knownLine.split(' ')
  const hash = createHmac('sha1', salt).update(name).digest('base64')
  await sshd.know(`|1|${salt.toString('base64')}|${hash} ${rest.join(' ')}`)
  expect((await handshake(connect())).product).toBe('docker')
})

test('a host with another key than the known one is refused', async () => {
  await sshd.know(`[127.0.0.1]:${sshd.port} ${makeKey().publicLine}`)
  await sshd.serve()
  const error = await failure(connect())
  expect(error.code).toBe('HOST_KEY_CHANGED')
  expect(error.problem.next).toContain(`ssh-keygen -R '[127.0.0.1]:${sshd.port}'`)
  await sshd.know()
})

test('the configuration of ssh gives host, user, port and key', async () => {
  await sshd.know()
  const key = join(sshd.home, 'another')
  await run('cp', [join(sshd.home, '.ssh', 'id_ed25519'), key])
  await writeFile(
    join(sshd.home, '.ssh', 'config'),
    `Host engine-box\n HostName 127.0.0.1\n Port ${sshd.port}\n User ${sshd.user}\n IdentityFile ${key}\n`,
  )
  expect((await handshake(connect(`ssh://engine-box${socket}`))).product).toBe('docker')
  await writeFile(join(sshd.home, '.ssh', 'config'), 'Host far\n ProxyJump engine-box\n')
  expect((await failure(connect('ssh://far'))).code).toBe('UNSUPPORTED')
  await rm(join(sshd.home, '.ssh', 'config'))
})

test('a key that is not let in, and none at all, are told apart', async () => {
  await sshd.know()
  await sshd.serve()
  const file = join(sshd.home, '.ssh', 'id_ed25519')
  await run('mv', [file, `${file}.aside`])
  try {
    const none = await failure(connect())
    expect([none.code, none.problem.what]).toEqual(['UNAUTHORIZED', expect.stringContaining('no key')])
    await writeFile(file, makeKey().openssh, { mode: 0o600 })
    const wrong = await failure(connect())
    expect([wrong.code, wrong.problem.what]).toEqual(['UNAUTHORIZED', expect.stringContaining('not let you in')])
    const agent = await run('ssh-agent', ['-a', join(sshd.home, 'agent')])
    try {
      process.env.SSH_AUTH_SOCK = join(sshd.home, 'agent')
      await run('ssh-add', [`${file}.aside`])
      expect((await handshake(connect())).product).toBe('docker')
    } finally {
      delete process.env.SSH_AUTH_SOCK
      process.kill(Number(/SSH_AGENT_PID=(\d+)/.exec(agent)?.[1]))
    }
  } finally {
    await run('mv', [`${file}.aside`, file])
  }
})

test('where the server forwards no sockets, the docker command there leads to the engine', async () => {
  await sshd.know()
  await sshd.serve(['AllowStreamLocalForwarding no', `SetEnv PATH=${PATH}`])
  const client = connect()
  expect((await handshake(client)).product).toBe('docker')
  expect(await sum(client)).toBe('2000000')
  await sshd.serve(['AllowStreamLocalForwarding no', 'SetEnv PATH=/nowhere'])
  const error = await failure(connect())
  expect(error.code).toBe('ENGINE_UNREACHABLE')
  expect(error.problem.why).toContain('docker')
})

test('a connection that breaks is made anew', async () => {
  await sshd.know()
  await sshd.serve()
  const client = connect()
  await handshake(client)
  await sshd.serve()
  expect((await handshake(client)).product).toBe('docker')
})

test('what is not the machine that was made is refused', async () => {
  await sshd.serve()
  const clientKey = await readFile(join(sshd.home, '.ssh', 'id_ed25519'), 'utf8')
  const openSsh = async () => {
    const stream = connectTcp(sshd.port, '127.0.0.1')
    await once(stream, 'connect')
    return stream
  }
  const connection = new VmConnection({ name: 'default', openSsh, clientKey, hostKeyPublic: makeKey().publicLine })
  await expect(connection.dial()).rejects.toMatchObject({ code: 'HOST_KEY_CHANGED' })
  connection.close()
})

test('an exec has its stdin ended, and answers after that', async () => {
  await sshd.know()
  const client = connect()
  await handshake(client)
  expect(await sum(client)).toBe('2000000')
})

test('large streams go both ways whole, at the pace of their reader', async () => {
  await sshd.know()
  const client = connect()
  await handshake(client)
  await inContainer(client, ['cat'], async (stream) => {
    const sent = createHash('sha256')
    const block = randomBytes(1 << 20)
    const [got] = await Promise.all([
      hashOf(stream),
      pipeline(async function* () {
        for (let index = 0; index < 48; index++) {
          sent.update(block)
          yield block
        }
      }, stream),
    ])
    expect(got).toBe(sent.digest('hex'))
  })
})

/** The payload of Docker’s framed stream. */
async function hashOf(stream: Duplex): Promise<string> {
  const hash = createHash('sha256')
  let rest: Buffer = Buffer.alloc(0)
  for await (const part of stream) {
    rest = Buffer.concat([rest, part])
    while (rest.length >= 8 && rest.length >= 8 + rest.readUInt32BE(4)) {
      const end = 8 + rest.readUInt32BE(4)
      hash.update(rest.subarray(8, end))
      rest = rest.subarray(end)
    }
  }
  return hash.digest('hex')
}

/** Counts bytes by `wc -c` in a container: it answers only once its stdin has ended. */
async function sum(client: EngineClient): Promise<string> {
  return await inContainer(client, ['wc', '-c'], async (stream) => {
    stream.end(Buffer.alloc(2_000_000))
    const parts: Buffer[] = []
    for await (const part of stream) parts.push(part)
    return Buffer.concat(parts).subarray(8).toString().trim()
  })
}

async function inContainer<T>(
  client: EngineClient,
  command: readonly string[],
  work: (stream: Duplex) => Promise<T>,
): Promise<T> {
  const name = `ssh-exec-${randomBytes(3).toString('hex')}`
  await engine.docker('run', '-d', '--name', name, BUSYBOX, 'sleep', '600')
  try {
    const body = { AttachStdin: true, AttachStdout: true, Tty: false, Cmd: command }
    const made: { Id: string } = JSON.parse(await client.text('POST', `/containers/${name}/exec`, { body }))
    const { socket: stream } = await client.hijack(`/exec/${made.Id}/start`, { body: { Detach: false, Tty: false } })
    return await work(stream)
  } finally {
    await engine.docker('rm', '-f', name)
  }
}
