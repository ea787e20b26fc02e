import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { run } from './run.ts'

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url))
// A busy machine may take its time to load a program; what is measured is measured apart.
const LIMIT_MS = 30_000

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-cli-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

type Ended = { code: number | null; out: string; err: string }

function start(args: string[], as?: { uid: number; gid: number }): { child: ChildProcess; ended: Promise<Ended> } {
  const { DOCKER_HOST: _host, DOCKER_CONTEXT: _context, SLIPWAY_PASSWORD: _password, ...rest } = process.env
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, ...args], {
    env: { ...rest, HOME: folder, SLIPWAY_STATE: join(folder, as ? `state-${as.uid}` : 'state') },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...as,
  })
  let [out, err] = ['', '']
  child.stdout?.on('data', (data) => {
    out += data
  })
  child.stderr?.on('data', (data) => {
    err += data
  })
  return { child, ended: new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err }))) }
}

const slipway = (...args: string[]) => start(args).ended

/** Without a process of its own: for what is answered before anything starts. */
async function inHere(args: string[]): Promise<Ended> {
  const said = { out: '', err: '' }
  const spies = (['out', 'err'] as const).map((name) =>
    vi.spyOn(process[`std${name}`], 'write').mockImplementation((text) => {
      said[name] += String(text)
      return true
    }),
  )
  const code = await run(args).finally(() => {
    for (const spy of spies) spy.mockRestore()
  })
  return { code, ...said }
}

describe('a command line that can’t be understood', { timeout: LIMIT_MS }, () => {
  it.each([
    [[], /Usage: slipway <command>/],
    [['nope'], /There is no command “nope”/],
    [['nope\u001b[31m'], /There is no command “nope\ufffd\[31m”/],
    [['serve', '--bogus'], /'--bogus'/],
    [['serve', 'extra'], /'extra'/],
    [['serve', '--port'], /--port/],
    [['serve', '--port', '-1'], /--port/],
    [['serve', '--port', '65536'], /from 0 to 65535, not “65536”/],
    [['serve', '--port', '80a'], /from 0 to 65535/],
    [['serve', '--json=yes'], /--json/],
    [['serve', '--tls-cert', '/nowhere'], /go together/],
    [['serve', '--tls-cert', '/nowhere', '--tls-key', '/nowhere'], /\/nowhere can’t be read/],
    [['serve', '--password-file', '/nowhere'], /\/nowhere can’t be read/],
    [['serve', '--public-url', 'ftp://x'], /--public-url/],
    [['serve', '--public-url', 'https://x/path'], /without a path/],
    [['doctor', '--port', '1'], /'--port'/],
  ])('%j', async (args, why) => {
    const { code, out, err } = await inHere(args)
    expect(err).toMatch(why)
    expect({ code, out }).toEqual({ code: 2, out: '' })
  })

  it.each([
    [['serve', '--host', '0.0.0.0'], /needs a password/],
    [['serve', '--engine', 'foo://x'], /not an engine’s address/],
    [['doctor', '--engine', ''], /not an engine’s address/],
  ])('%j, once the host is asked', async (args, why) => {
    const { code, out, err } = await slipway(...args)
    expect(err).toMatch(why)
    expect(err).not.toMatch(/^ {4}at /m)
    expect({ code, out }).toEqual({ code: 2, out: '' })
  })
})

it.each([
  [['--help'], /Usage: slipway <command>/],
  [['--version'], /^\d+\.\d+\.\d+\n$/],
  [['serve', '--help'], /Usage: slipway serve/],
  [['doctor', '-h'], /Usage: slipway doctor/],
])('%j is answered', async (args, said) => {
  const { code, out, err } = await inHere(args)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatch(said)
})

describe('slipway serve', { timeout: LIMIT_MS }, () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'says where it is in its first line, and ends by %s',
    async (signal) => {
      const { child, ended } = start(['serve', '--json', '--engine', `unix://${folder}/none.sock`])
      const line = await new Promise<string>((resolve) => child.stdout?.once('data', (data) => resolve(String(data))))
      const said: { url: string; signInUrl: string; port: number } = JSON.parse(line)
      expect(said).toEqual({ url: `http://127.0.0.1:${said.port}`, signInUrl: expect.any(String), port: said.port })
      expect((await fetch(`${said.url}/healthz`)).status).toBe(200)
      expect((await fetch(said.signInUrl, { redirect: 'manual' })).status).toBe(303)

      const asked = performance.now()
      child.kill(signal)
      child.kill(signal)
      const { code, out, err } = await ended
      expect(performance.now() - asked).toBeLessThan(2_000)
      expect({ code, out }).toEqual({ code: 0, out: line })
      expect(err).toMatch(/There is nothing at .*none\.sock\.\n {2}Why: {2}.*\n {2}Next: /)
    },
  )

  it('says that its port is taken', async () => {
    const first = start(['serve', '--json'])
    const line = await new Promise<string>((resolve) => first.child.stdout?.once('data', (d) => resolve(String(d))))
    const { port }: { port: number } = JSON.parse(line)
    const second = await slipway('serve', '--port', String(port))
    expect(second).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/Port \d+ is taken/) })
    first.child.kill()
    expect((await first.ended).code).toBe(0)
  })
})

describe('slipway doctor', { timeout: LIMIT_MS }, () => {
  const servers: Server[] = []
  afterAll(() => {
    for (const server of servers) server.close()
  })
  const listening = async (name: string, answer: string) => {
    const server = createServer((socket) => socket.on('error', () => {}).end(answer))
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(join(folder, name), resolve))
    return join(folder, name)
  }
  const doctor = async (path: string) => {
    const { code, out, err } = await slipway('doctor', '--engine', `unix://${path}`)
    expect({ code, err }).toEqual({ code: 1, err: '' })
    expect(out).toMatch(/^FAILED {2}.*\n {2}.*\n {4}Why: {2}\S.*\n {4}Next: \S/m)
    return out
  }

  it('names a socket that is not there', async () => {
    expect(await doctor(join(folder, 'none.sock'))).toMatch(/There is nothing at .*none\.sock/)
  })

  it('names a plain file, and a folder', async () => {
    writeFileSync(join(folder, 'file'), '')
    expect(await doctor(join(folder, 'file'))).toMatch(/file is not a socket/)
    expect(await doctor(folder)).toMatch(/is not a socket/)
  })

  it('names what speaks no HTTP', async () => {
    expect(await doctor(await listening('ssh.sock', 'SSH-2.0-OpenSSH_9.2\r\n'))).toMatch(/is not a Docker engine/)
  })

  it('names an engine that is too old', async () => {
    const pong = 'HTTP/1.1 200 OK\r\nApi-Version: 1.40\r\nContent-Length: 2\r\nConnection: close\r\n\r\nOK'
    expect(await doctor(await listening('old.sock', pong))).toMatch(/is too old/)
  })

  it.skipIf(process.getuid?.() !== 0)('names the group that one must be in', async () => {
    const path = await listening('locked.sock', '')
    chmodSync(path, 0o660)
    chmodSync(folder, 0o777)
    const { code, out } = await start(['doctor', '--engine', `unix://${path}`], { uid: 65_534, gid: 65_534 }).ended
    expect(code).toBe(1)
    expect(out).toMatch(/You may not use the engine’s socket[\s\S]*group “docker”[\s\S]*usermod -aG docker/)
  })

  it('says it to programs too', async () => {
    const { code, out } = await slipway('doctor', '--json', '--engine', `unix://${folder}/none.sock`)
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({ engines: [{ status: { state: 'unreachable' } }] })
  })
})
