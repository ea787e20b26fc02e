import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { chmod, mkdir, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { VmLive } from '../../contract/index.ts'
import { vmMountReport } from '../../contract/vm.ts'
import { ensureImage } from '../../scripts/vm-image/image.ts'
import { RECIPE } from '../../scripts/vm-image/lock.ts'
import { endChild } from '../support/end-child.ts'
import type { EngineAccess } from '../support/engine.ts'
import { freePort } from '../support/free-port.ts'
import { BUSYBOX, makeImages } from '../support/image.ts'
import { KeptVm } from '../support/kept-vm.ts'
import { run } from '../support/run.ts'
import { vmObstacle } from '../support/vm.ts'

const obstacle = vmObstacle()
if (obstacle !== undefined) console.warn(`SKIPPED: a virtual machine’s network and folders, since ${obstacle}.`)
const TIMEOUT = { timeout: 300_000 }
const MIB = 1024 ** 2

describe.skipIf(obstacle !== undefined)('a virtual machine’s engine on this computer', () => {
  let vm: KeptVm
  let engine: EngineAccess

  beforeAll(async () => {
    const cache = join(RECIPE, '..', '.cache', 'vm', 'packages')
    await ensureImage({ architecture: 'amd64', out: join(RECIPE, 'out', 'amd64'), cache, progress: () => {} })
    vm = await KeptVm.make()
    await vm.slipway('resize', '--memory', '1g', '--cpus', '2', '--disk', '4g')
    await vm.slipway('start')
    engine = await vm.published()
    await makeImages(engine)
  }, 900_000)
  afterAll(async () => await vm?.remove(), 120_000)

  const live = async (): Promise<VmLive> => {
    const { live } = await vm.status()
    if (live === undefined) throw new Error('nothing stands on it')
    return live
  }

  test('its socket is this user’s alone, and carries stdin, its end, and exit codes', TIMEOUT, async () => {
    expect((await stat(join(vm.folder, 'docker.sock'))).mode & 0o777).toBe(0o600)
    const env = { ...process.env, DOCKER_HOST: engine.address }
    const input = Buffer.alloc(3 * MIB, 'x')
    expect(await run('docker', ['run', '--rm', '-i', BUSYBOX, 'wc', '-c'], { env, input })).toBe(String(3 * MIB))
    await expect(engine.docker('run', '--rm', BUSYBOX, 'sh', '-c', 'exit 7')).rejects.toThrow(/with 7/)
  })

  test('200 MB go in whole, and come out whole', TIMEOUT, async () => {
    const env = { ...process.env, DOCKER_HOST: engine.address }
    const input = randomBytes(200 * MIB)
    const began = performance.now()
    const sum = await run('docker', ['run', '--rm', '-i', BUSYBOX, 'md5sum'], { env, input })
    expect(sum.split(' ')[0]).toBe(createHash('md5').update(input).digest('hex'))
    const there = performance.now()
    const back = spawn('docker', ['run', '--rm', BUSYBOX, 'dd', 'if=/dev/zero', 'bs=1M', 'count=200'], {
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    let bytes = 0
    for await (const part of back.stdout) bytes += part.length
    expect(bytes).toBe(200 * MIB)
    const rate = (ms: number) => `${((200 * MIB) / 1000 / ms).toFixed(1)} MB/s`
    console.log(`in ${rate(there - began)}, out ${rate(performance.now() - there)}`)
  })

  test('an image goes out and comes back the same', TIMEOUT, async () => {
    const saved = join(vm.state, 'saved.tar')
    await engine.docker('save', '-o', saved, BUSYBOX)
    const id = await engine.docker('image', 'inspect', '--format', '{{.Id}}', BUSYBOX)
    await engine.docker('rmi', BUSYBOX)
    await engine.docker('load', '-i', saved)
    expect(await engine.docker('image', 'inspect', '--format', '{{.Id}}', BUSYBOX)).toBe(id)
  })

  test('what a container publishes is on localhost, as it was asked for, as long as it runs', TIMEOUT, async () => {
    const [all, local, six] = [await freePort(), await freePort(), await freePort()]
    const publish = [`${all}:80`, `127.0.0.1:${local}:80`, `[::1]:${six}:80`].flatMap((port) => ['-p', port])
    const since = await startOf(engine, 'web', async () => {
      await engine.docker('run', '-d', '--name', 'web', '--hostname', 'web', ...publish, BUSYBOX, ...HTTPD)
    })
    expect(await page('127.0.0.1', all)).toBe('web')
    console.log(`published ${(performance.now() - since).toFixed(0)} ms after the start event was heard`)
    for (const [host, port] of [
      ['::1', all],
      ['127.0.0.1', local],
      ['::1', six],
    ] as const) {
      expect(await page(host, port)).toBe('web')
    }
    await expect(connected('::1', local)).rejects.toThrow('ECONNREFUSED')
    await expect(connected('127.0.0.1', six)).rejects.toThrow('ECONNREFUSED')
    expect((await live()).ports.filter(({ problem }) => problem)).toEqual([])
    await engine.docker('rm', '-f', 'web')
    await vi.waitFor(() => expect(connected('127.0.0.1', all)).rejects.toThrow('ECONNREFUSED'), 5_000)
    await vi.waitFor(() => expect(connected('::1', six)).rejects.toThrow('ECONNREFUSED'), 5_000)
  })

  test('datagrams too, over IPv4 and IPv6', TIMEOUT, async () => {
    const [all, local] = [await freePort(), await freePort()]
    for (const [name, publish] of [
      ['all4', `${all}:53/udp`],
      ['local4', `127.0.0.1:${local}:53/udp`],
    ] as const) {
      await engine.docker(
        'run',
        '-d',
        '--name',
        name,
        '-p',
        publish,
        BUSYBOX,
        'nc',
        '-u',
        '-l',
        '-p',
        '53',
        '-e',
        'cat',
      )
    }
    expect(await echo('127.0.0.1', local)).toBe('hello')
    expect(await echo('::1', all)).toBe('hello')
    await engine.docker('rm', '-f', 'all4', 'local4')
  })

  test('a port that is taken here is named with the program that has it', TIMEOUT, async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    await engine.docker('run', '-d', '--name', 'late', '-p', `127.0.0.1:${port}:80`, BUSYBOX, ...HTTPD)
    await vi.waitFor(async () => {
      const [taken] = (await live()).ports
      expect(taken?.problem?.why).toContain(`(process ${process.pid})`)
    }, 10_000)
    server.close()
    await once(server, 'close')
    await engine.docker('restart', '-t', '0', 'late')
    await vi.waitFor(async () => expect((await live()).ports[0]?.problem).toBeUndefined(), 10_000)
    expect(await page('127.0.0.1', port)).not.toBe('')
    await engine.docker('rm', '-f', 'late')
  })

  test('the home folder is there at its own path: contents, modes and links, both ways', TIMEOUT, async () => {
    const app = join(vm.home, 'app with a blank')
    await mkdir(app)
    await writeFile(join(app, 'script'), '#!/bin/sh\necho from the host\n')
    await chmod(join(app, 'script'), 0o755)
    await symlink('script', join(app, 'link'))
    const inside =
      'cd /app && ./link && echo "#!/bin/sh" > made && chmod 750 made && ln -s made other && chown 33 made; stat -c "%a %u" script'
    const said = await engine.docker('run', '--rm', '-v', `${app}:/app`, BUSYBOX, 'sh', '-c', inside)
    expect(said).toBe(`from the host\n755 ${process.getuid?.() ?? 0}`)
    expect((await stat(join(app, 'made'))).mode & 0o777).toBe(0o750)
    expect(await readFile(join(app, 'other'), 'utf8')).toBe('#!/bin/sh\n')
  })

  test('a program that watches files hears of what changes here', TIMEOUT, async () => {
    const app = join(vm.home, 'watched')
    await mkdir(join(app, 'src', 'deep'), { recursive: true })
    await writeFile(join(app, 'src', 'deep', 'main.ts'), 'one')
    execFileSync('cc', ['-O1', '-static', '-o', join(app, 'hear'), 'test/support/hear.c'])
    await engine.docker('run', '-d', '--name', 'dev', '-v', `${app}:/app`, BUSYBOX, 'sleep', '3600')
    await vi.waitFor(async () => expect((await live()).mounts).toEqual([{ path: app, containers: ['dev'] }]), 20_000)
    const listener = await Listener.open(engine, 'dev', '/app/src/deep')
    await writeFile(join(app, 'src', 'deep', 'main.ts'), 'two')
    await listener.hears('main.ts')
    expect(await engine.docker('exec', 'dev', 'cat', '/app/src/deep/main.ts')).toBe('two')
    await writeFile(join(app, 'src', 'deep', 'aside'), 'three, and longer')
    await rename(join(app, 'src', 'deep', 'aside'), join(app, 'src', 'deep', 'main.ts'))
    await listener.hears('main.ts')
    expect(await engine.docker('exec', 'dev', 'cat', '/app/src/deep/main.ts')).toBe('three, and longer')
    await rm(join(app, 'src', 'deep', 'main.ts'))
    await listener.hears('.')
    expect(await engine.docker('exec', 'dev', 'ls', '/app/src/deep')).toBe('')
    await listener.close()
    await engine.docker('rm', '-f', 'dev')
  })

  test('the doctor measures a mount, and says whether changes are heard of', TIMEOUT, async () => {
    const app = join(vm.home, 'tried')
    await mkdir(app)
    const report = vmMountReport.parse(JSON.parse(await vm.slipway('doctor', '--mount', app, '--json')))
    console.log(JSON.stringify(report))
    expect(report).toMatchObject({ path: app, readonly: false, heardAfter: expect.any(Number) })
    expect(report.folder?.write).toBeGreaterThan(0)
    expect(await readdir(app)).toEqual([])
    await expect(vm.slipway('doctor', '--mount', '/opt')).rejects.toThrow('/opt is not shared')
  })

  test('a folder that is not shared is said to be none', TIMEOUT, async () => {
    await engine.docker('run', '-d', '--name', 'lost', '-v', '/opt/else:/else', BUSYBOX, 'sleep', '3600')
    await vi.waitFor(async () => {
      expect((await live()).mounts[0]?.problem?.what).toContain('/opt/else is not shared')
    }, 10_000)
    await engine.docker('rm', '-f', 'lost')
  })

  test('all of it is there again after a save and a resume', TIMEOUT, async () => {
    const port = await freePort()
    await engine.docker('run', '-d', '--name', 'stays', '--hostname', 'stays', '-p', `${port}:80`, BUSYBOX, ...HTTPD)
    expect(await soon(() => page('127.0.0.1', port))).toBe('stays')
    await vm.slipway('save')
    await vm.slipway('start')
    expect(await soon(() => page('127.0.0.1', port))).toBe('stays')
    await writeFile(join(vm.home, 'note'), 'still here')
    const bind = `${vm.home}:/home`
    expect(await engine.docker('run', '--rm', '-v', bind, BUSYBOX, 'cat', '/home/note')).toBe('still here')
    await engine.docker('rm', '-f', 'stays')
  })
})

const HTTPD = ['httpd', '-f', '-h', '/etc']

/** When the event of the container’s start was heard, in milliseconds of this process. */
async function startOf(engine: EngineAccess, name: string, work: () => Promise<void>): Promise<number> {
  const filters = ['--filter', `container=${name}`, '--filter', 'event=start', '--format', '{{.Status}}']
  const events = spawn('docker', ['-H', engine.address, 'events', ...filters], { stdio: ['ignore', 'pipe', 'ignore'] })
  const heard = once(events.stdout, 'data').then(() => performance.now())
  // It says nothing when it has begun to listen.
  await sleep(1000)
  await work()
  const at = await heard
  await endChild(events)
  return at
}

async function connected(host: string, port: number): Promise<void> {
  const socket = connect(port, host)
  await once(socket, 'connect')
  socket.destroy()
}

/** The container’s name, as its web server has it. */
async function page(host: string, port: number): Promise<string> {
  const socket = connect(port, host)
  socket.write('GET /hostname HTTP/1.0\r\n\r\n')
  let text = ''
  for await (const part of socket) text += String(part)
  return text.split('\r\n\r\n')[1]?.trim() ?? ''
}

async function soon<T>(work: () => Promise<T>): Promise<T> {
  return await vi.waitFor(work, 10_000)
}

async function echo(host: string, port: number): Promise<string> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4')
  try {
    const answer = once(socket, 'message')
    for (let tries = 0; tries < 20; tries++) {
      socket.send('hello', port, host)
      const got = await Promise.race([answer, sleep(500)])
      if (got) return String(got[0])
    }
    throw new Error('no answer')
  } finally {
    socket.close()
  }
}

/** What a program in a container hears of a folder. */
class Listener {
  readonly #child: ChildProcess
  readonly #heard: string[] = []

  private constructor(child: ChildProcess) {
    this.#child = child
  }

  static async open(engine: EngineAccess, container: string, folder: string): Promise<Listener> {
    const args = ['-H', engine.address, 'exec', container, '/app/hear', folder]
    const child = spawn('docker', args, { stdio: ['ignore', 'pipe', 'inherit'] })
    const listener = new Listener(child)
    createInterface(child.stdout).on('line', (line) => listener.#heard.push(line))
    await listener.hears('ready')
    return listener
  }

  /** Waits until it has heard of this file, and forgets all it heard. */
  async hears(name: string): Promise<void> {
    await vi.waitFor(() => expect(this.#heard).toContain(name), 20_000)
    // Of one change there may be several words.
    await sleep(500)
    this.#heard.length = 0
  }

  async close(): Promise<void> {
    await endChild(this.#child)
  }
}
