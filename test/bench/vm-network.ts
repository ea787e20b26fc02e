import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { accessEngine, type EngineAccess } from '../support/engine.ts'
import { freePort } from '../support/free-port.ts'
import { BUSYBOX, makeImages } from '../support/image.ts'
import { KeptVm } from '../support/kept-vm.ts'
import { run } from '../support/run.ts'
import { alternate, type Figure, median } from './figure.ts'

const LARGE_MB = 200
const PAGE_MB = 32
const RELAY = fileURLToPath(new URL('../support/relay.c', import.meta.url))
const HTTPD = ['httpd', '-f', '-h', '/www']

/**
 * A virtual machine’s engine, ports and socket: through the socket against a TCP port that QEMU forwards itself; over
 * IPv6, and over SSH, against that too. What is published over IPv4 is such a forward.
 */
export async function vmNetworkBench(): Promise<Figure[]> {
  const vm = await KeptVm.make()
  const folder = await mkdtemp(join(tmpdir(), 'slipway-vm-bench-'))
  try {
    await vm.slipway('resize', '--memory', '1g', '--cpus', '2', '--disk', '8g')
    await vm.slipway('start')
    const engine = await vm.published()
    await makeImages(engine)
    return [...(await loads(vm, engine, folder)), ...(await pages(vm, engine))]
  } finally {
    await vm.remove()
    await rm(folder, { recursive: true, force: true })
  }
}

async function loads(vm: KeptVm, engine: EngineAccess, folder: string): Promise<Figure[]> {
  const port = await freePort()
  execFileSync('cc', ['-O1', '-static', '-o', join(vm.home, 'relay'), RELAY])
  const mounts = ['-v', `${vm.home}:/tools`, '-v', '/run/docker.sock:/engine.sock']
  const command = ['/tools/relay', '2375', '/engine.sock']
  await engine.docker('run', '-d', '--name', 'relay', '-p', `127.0.0.1:${port}:2375`, ...mounts, BUSYBOX, ...command)
  const plain = accessEngine(`tcp://127.0.0.1:${port}`, engine.folder)
  const file = await largeImage(engine, folder)
  await until(() => plain.docker('version'))
  const load = async (by: EngineAccess) => {
    await by.docker('load', '-i', file)
    await engine.docker('rmi', 'large')
  }
  const [ours = [], theirs = []] = await alternate(3, [() => load(engine), () => load(plain)], 1)
  const [pings = [], plainPings = []] = await alternate(15, [
    () => engine.docker('version'),
    () => plain.docker('version'),
  ])
  await engine.docker('rm', '-f', 'relay')
  return [
    {
      name: `docker load of ${LARGE_MB} MB: the socket / TCP forwarded by QEMU`,
      ours: median(ours),
      theirs: median(theirs),
      unit: 'ms',
      goal: { atMost: 2 },
    },
    {
      name: 'docker version: the socket / TCP forwarded by QEMU',
      ours: median(pings),
      theirs: median(plainPings),
      unit: 'ms',
      goal: { atMost: 1.5 },
    },
  ]
}

/** An image of random bytes, saved to a file, and gone from the engine. */
async function largeImage(engine: EngineAccess, folder: string): Promise<string> {
  await mkdir(join(folder, 'root'))
  await writeFile(join(folder, 'root', 'bytes'), randomBytes(LARGE_MB * 1e6))
  await run('tar', ['-C', join(folder, 'root'), '-cf', join(folder, 'root.tar'), '.'])
  await engine.docker('import', join(folder, 'root.tar'), 'large')
  const file = join(folder, 'large.tar')
  await engine.docker('save', '-o', file, 'large')
  await engine.docker('rmi', 'large')
  return file
}

async function pages(vm: KeptVm, engine: EngineAccess): Promise<Figure[]> {
  const [both, six] = [await freePort(), await freePort()]
  const www = join(vm.home, 'www')
  await mkdir(www)
  await writeFile(join(www, 'small'), 'hello')
  await writeFile(join(www, 'large'), randomBytes(PAGE_MB * 1e6))
  const publish = ['-p', `${both}:80`, '-p', `[::1]:${six}:80`]
  // A volume: the folder’s own speed is not what is measured.
  await engine.docker('run', '--rm', '-v', `${www}:/from`, '-v', 'www:/www', BUSYBOX, 'cp', '-r', '/from/.', '/www/')
  await engine.docker('run', '-d', '--name', 'web', ...publish, '-v', 'www:/www', BUSYBOX, ...HTTPD)
  await until(() => get('::1', six, 'small'))
  const ways = [
    ['::1', both],
    ['::1', six],
    ['127.0.0.1', both],
  ] as const
  const work = (name: string) =>
    ways.map(
      ([host, port]) =>
        () =>
          get(host, port, name),
    )
  const [small6 = [], smallSsh = [], small = []] = await alternate(31, work('small'))
  const [large6 = [], largeSsh = [], large = []] = await alternate(3, work('large'), 1)
  await engine.docker('rm', '-f', 'web')
  const figure = (name: string, ours: number[], theirs: number[], atMost: number): Figure => ({
    name,
    ours: median(ours),
    theirs: median(theirs),
    unit: 'ms',
    goal: { atMost },
  })
  return [
    figure('published port, a request: IPv6 / QEMU’s forward', small6, small, 1.3),
    figure('published port, a request: over SSH / QEMU’s forward', smallSsh, small, 2),
    figure(`published port, ${PAGE_MB} MB: IPv6 / QEMU’s forward`, large6, large, 1.3),
    figure(`published port, ${PAGE_MB} MB: over SSH / QEMU’s forward`, largeSsh, large, 3),
  ]
}

async function get(host: string, port: number, name: string): Promise<void> {
  const socket = connect(port, host)
  socket.write(`GET /${name} HTTP/1.0\r\n\r\n`)
  let bytes = 0
  for await (const part of socket) bytes += part.length
  if (bytes < 100) throw new Error(`only ${bytes} bytes came from [${host}]:${port}`)
}

async function until(work: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await work()
      return
    } catch (error) {
      if (tries === 100) throw error
      await sleep(100)
    }
  }
}
