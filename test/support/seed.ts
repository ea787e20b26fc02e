import { setTimeout as sleep } from 'node:timers/promises'
import { pool } from '../../host/pool.ts'
import type { EngineAccess } from './engine.ts'
import { BUSYBOX, NOSHELL } from './image.ts'
import { rawAgent, rawRequest } from './raw.ts'
import { serving, stack, staying } from './seed-words.ts'

/** A name as hostile as an engine takes it, and what else people put into labels, commands and logs. */
export const HOSTILE_NAME = `very.long_name-${'x'.repeat(90)}`
export const HOSTILE_TEXT = '<img src=x onerror=alert(1)>"\'`$(id)`&amp;</script>\u202e𝒮🐳\u0007\u001b[31m'

const LOG_WRITER = String.raw`n=0; trap 'exit 0' TERM
while :; do n=$((n+1))
printf '\033[32mINFO\033[0m  request %d served in \033[1m%d ms\033[0m\n' $n $((n % 90))
[ $((n % 7)) -eq 0 ] && printf '\033[1;31mERROR\033[0m upstream \033[4mtimed out\033[0m, try %d\n' $n >&2
sleep 1; done`

/** `docker run` arguments by the container's name: first flags, then image and command. */
const RUN: Record<string, readonly string[]> = {
  gateway: [
    '-p',
    '127.0.0.1::80',
    '-p',
    '127.0.0.1::8443/tcp',
    '--label',
    'team=edge',
    'demo/web:1.4',
    ...serving('gateway'),
  ],
  ticker: ['--label', 'team=edge', BUSYBOX, 'sh', '-c', LOG_WRITER],
  console: ['-it', BUSYBOX, 'sh'],
  tiny: [NOSHELL],
  healthy: ['--health-cmd', 'true', '--health-interval', '1s', BUSYBOX, ...staying()],
  unhealthy: [
    ...['--health-cmd', 'echo "connection refused"; false', '--health-interval', '1s', '--health-retries', '1'],
    ...[BUSYBOX, ...staying()],
  ],
  worker: [BUSYBOX, ...staying()],
  backup: [BUSYBOX, 'sh', '-c', 'echo backup of 3 volumes done'],
  // The kernel ends it for want of memory: 137.
  importer: ['--memory', '16m', '--memory-swap', '16m', BUSYBOX, 'sh', '-c', 'echo importing; exec tail /dev/zero'],
  'crash-loop': ['--restart', 'always', BUSYBOX, 'sh', '-c', 'echo "cannot open /etc/app.conf" >&2; exit 3'],
  [HOSTILE_NAME]: [
    ...['--label', `note=${HOSTILE_TEXT}`, '--label', '<b>bold</b>=x', '--env', `TEXT=${HOSTILE_TEXT}`],
    ...[BUSYBOX, 'sh', '-c', `printf '%s\\n' "$0"; ${staying()[2]}`, HOSTILE_TEXT],
  ],
  'shop-web-1': [
    ...stack('shop', 'web'),
    ...['--network', 'shop_front', '-p', '127.0.0.1::80', 'demo/web:1.4', ...serving('shop')],
  ],
  'shop-api-1': [...stack('shop', 'api'), '--network', 'shop_front', 'demo/api:2.0', ...staying()],
  'shop-db-1': [
    ...stack('shop', 'db'),
    ...['--network', 'shop_back', '-v', 'shop_data:/var/lib/db', '--env', 'DB_PASSWORD=correct-horse'],
    ...['demo/db:15', ...staying('echo ready to accept connections')],
  ],
  'blog-app-1': [
    ...stack('blog', 'app'),
    '--network',
    'blog_default',
    '-v',
    'blog_media:/media',
    BUSYBOX,
    ...staying(),
  ],
  'blog-cache-1': [...stack('blog', 'cache'), '--network', 'blog_default', '--tmpfs', '/cache', BUSYBOX, ...staying()],
}

/** The state each of `seedDemo`'s containers has in the end, as `docker ps --format {{.State}}` gives it. */
export const DEMO_STATES: Record<string, string> = {
  ...Object.fromEntries(Object.keys(RUN).map((name) => [name, 'running'])),
  worker: 'paused',
  backup: 'exited',
  importer: 'exited',
  'crash-loop': 'restarting',
  draft: 'created',
}

/**
 * Fills an engine that has the images of `makeImages` with containers in every state, two stacks, volumes, networks
 * and images, as a person's engine has them; waits until each is in its state.
 */
export async function seedDemo(engine: EngineAccess): Promise<void> {
  const { docker } = engine
  await docker('create', '--name', 'draft', '--label', 'team=edge', BUSYBOX, 'sh')
  // The second `demo/api:2.0` leaves the first without a name.
  for (const tag of ['demo/web:1.4', 'demo/api:2.0', 'demo/api:2.0', 'demo/db:15']) {
    await docker('commit', '--change', `LABEL made=${Date.now()}`, 'draft', tag)
  }
  await docker('tag', 'demo/web:1.4', 'demo/web:latest')
  for (const name of ['shop_front', 'shop_back', 'blog_default']) {
    const [project = '', network = ''] = name.split('_')
    await docker(
      ...['network', 'create', '--label', `com.docker.compose.project=${project}`],
      ...['--label', `com.docker.compose.network=${network}`, name],
    )
  }
  for (const name of ['shop_data', 'blog_media']) {
    const [project = '', volume = ''] = name.split('_')
    await docker(
      ...['volume', 'create', '--label', `com.docker.compose.project=${project}`],
      ...['--label', `com.docker.compose.volume=${volume}`, name],
    )
  }
  await docker('volume', 'create', '--label', `note=${HOSTILE_TEXT}`, 'unused')
  await pool(Object.entries(RUN), 4, ([name, args]) => docker('run', '-d', '--name', name, ...args))
  await docker('pause', 'worker')
  await settled(engine)
}

async function settled({ docker }: EngineAccess): Promise<void> {
  const until = Date.now() + 30_000
  for (;;) {
    const lines = (await docker('ps', '-a', '--format', '{{.Names}} {{.State}} {{.Status}}')).split('\n')
    const waiting = Object.entries(DEMO_STATES).filter(([name, state]) => {
      const line = lines.find((text) => text.startsWith(`${name} `))
      const health = name === 'healthy' || name === 'unhealthy' ? `(${name})` : ''
      return line === undefined || !line.startsWith(`${name} ${state}`) || !line.includes(health)
    })
    if (waiting.length === 0) return
    if (Date.now() > until) throw new Error(`Never got there: ${waiting.map((entry) => entry.join(' ')).join(', ')}`)
    await sleep(100)
  }
}

/**
 * Creates so many containers that were never started, named `many-0001` and on, every tenth of them in one of
 * ten stacks.
 * @throws Error with the engine's words when it refuses one
 */
export async function seedMany(engine: EngineAccess, count: number): Promise<void> {
  const agent = rawAgent(16)
  const numbers = Array.from({ length: count }, (_, index) => index + 1)
  await pool(numbers, 16, async (number) => {
    const name = `many-${String(number).padStart(4, '0')}`
    const project = number % 10 === 0 ? { 'com.docker.compose.project': `stack-${(number / 10) % 10}` } : {}
    const body = { Image: BUSYBOX, Cmd: ['sleep', '3600'], Labels: { 'slipway.test': 'many', ...project } }
    const answer = await rawRequest(engine.address, 'POST', `/containers/create?name=${name}`, { body, agent })
    if (answer.status !== 201) throw new Error(`${name}: ${answer.text}`)
  })
  agent.destroy()
}
