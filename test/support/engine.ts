import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { needExecutable } from './executable.ts'
import { rawRequest } from './raw.ts'
import { Room } from './room.ts'
import { run } from './run.ts'
import { freeSubnet } from './subnet.ts'

const READY_MS = 60_000

export type EngineOptions = {
  /** Whether containers get a network, and published ports work; true unless told. */
  bridge?: boolean
  /**
   * Whether this machine reaches the containers and what they publish; true unless told. Without it the engine has a
   * network namespace of its own: Chromium drops what it is loading whenever a container starts beside it
   * (ERR_NETWORK_CHANGED).
   */
  reachable?: boolean
  /** Where its images and containers lie, on a disk of a size of its own; in its temp folder unless told. */
  dataRoot?: string
  /** Further arguments of dockerd, as `--live-restore`. */
  args?: readonly string[]
}

/** What a test needs of an engine that it shares with others. */
export type EngineAccess = {
  /** As DOCKER_HOST has it. */
  address: string
  /** The temp folder with everything of the engine. */
  folder: string
  /** Runs the real docker CLI on this engine; gives its stdout less the last newline. @throws Error with its stderr */
  docker(...args: string[]): Promise<string>
}

export type Engine = EngineAccess & {
  /**
   * Sends dockerd a signal and, if that ends it, waits until it has. Containers outlive a SIGKILL; the next start
   * ends them (10 s for those that ignore SIGTERM), unless `args` had `--live-restore`.
   */
  kill(signal: NodeJS.Signals): Promise<void>
  /** Starts dockerd again after a kill, and waits until it answers. */
  start(): Promise<void>
  /** Ends the engine, its containers, and removes all it left. */
  stop(): Promise<void>
}

/** The docker CLI on an engine that runs already. */
export function accessEngine(address: string, folder: string): EngineAccess {
  return {
    address,
    folder,
    docker: (...args) => run('docker', ['-H', address, ...args], { env: cliEnvironment(folder) }),
  }
}

/**
 * Starts a private dockerd in a temp folder and waits until it answers.
 * @throws Error when dockerd isn't installed, this isn't root, or dockerd ends: then with the end of its log
 */
export async function startEngine(options: EngineOptions = {}): Promise<Engine> {
  const dockerd = needExecutable('dockerd', 'docker.io')
  needExecutable('docker', 'docker.io')
  const name = randomBytes(4).toString('hex')
  const folder = await mkdtemp(join(tmpdir(), 'slipway-engine-'))
  await mkdir(join(folder, 'docker-config'))
  // Without a file of its own, dockerd takes the machine’s /etc/docker/daemon.json.
  await writeFile(join(folder, 'daemon.json'), '{}')
  const address = `unix://${join(folder, 'docker.sock')}`
  const pool = await freeSubnet()
  const { bridge = true, reachable = true } = options
  const gateway = `${pool}.255.193/26`
  if (bridge && reachable) await addBridge(`slw${name}`, gateway)
  const room = new Room({
    folder,
    pool: reachable ? pool : '',
    cgroup: `slipway-${name}`,
    daemon: [
      dockerd,
      ...[
        '--host',
        address,
        '--data-root',
        options.dataRoot ?? join(folder, 'data'),
        '--exec-root',
        join(folder, 'exec'),
      ],
      ...['--pidfile', join(folder, 'daemon.pid'), '--config-file', join(folder, 'daemon.json')],
      ...['--iptables=false', '--ip-masq=false'],
      ...(!bridge ? ['--bridge', 'none'] : reachable ? ['--bridge', `slw${name}`] : ['--bip', gateway]),
      ...['--default-address-pool', `base=${pool}.0.0/17,size=26`],
      ...['--exec-opt', 'native.cgroupdriver=cgroupfs', '--cgroup-parent', `/slipway-${name}`],
      ...(options.args ?? []),
    ],
  })
  const start = async () => {
    await room.start()
    await ready(room, address, folder)
  }
  try {
    await start()
  } catch (error) {
    await room.close()
    await rm(folder, { recursive: true, force: true })
    throw error
  }
  return { ...accessEngine(address, folder), kill: (signal) => room.kill(signal), start, stop: () => room.close() }
}

async function addBridge(name: string, address: string): Promise<void> {
  await run('ip', ['link', 'add', name, 'type', 'bridge'])
  await run('ip', ['address', 'add', address, 'dev', name])
  await run('ip', ['link', 'set', name, 'up'])
}

/** Waits until the engine answers its ping. @throws Error with the end of its log when it ends or takes too long */
export async function ready(room: Room, address: string, folder: string): Promise<void> {
  const until = Date.now() + READY_MS
  for (let tries = 1; Date.now() < until; tries++) {
    const answer = await rawRequest(address, 'GET', '/_ping', { timeout: 2000 }).catch(() => undefined)
    if (answer?.status === 200) return
    if (tries % 10 === 0 && !(await room.alive())) break
    await sleep(25)
  }
  const log = await readFile(join(folder, 'daemon.log'), 'utf8').catch(() => '')
  throw new Error(`The engine didn’t come up. The end of its log:\n${log.trim().split('\n').slice(-12).join('\n')}`)
}

/** The CLI with a configuration of its own: no context, credentials or proxy of the person's. */
function cliEnvironment(folder: string): NodeJS.ProcessEnv {
  const { DOCKER_HOST: _host, DOCKER_CONTEXT: _context, DOCKER_TLS_VERIFY: _tls, ...env } = process.env
  return { ...env, DOCKER_CONFIG: join(folder, 'docker-config') }
}
