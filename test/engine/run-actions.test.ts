import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { requestsOf, understand } from '../../host/run/index.ts'
import { BUSYBOX } from '../support/image.ts'
import { run as execute } from '../support/run.ts'
import { sharedEngine } from '../support/shared-engine.ts'
import { Recorder } from './run/recorder.ts'

const engine = sharedEngine()
const socket = join(engine.folder, 'actions.sock')
let recorder: Recorder

beforeAll(async () => {
  recorder = await Recorder.listen(socket, engine.address.slice('unix://'.length))
})
afterAll(() => recorder?.close())
beforeEach(async () => {
  await engine.docker('network', 'create', '--label', 'acted', '--subnet', '10.203.0.0/24', 'acted-net')
  await engine.docker('network', 'create', '--label', 'acted', 'acted-first')
  await engine.docker('create', '--name', 'acted-idle', '--label', 'acted=1', BUSYBOX, 'sleep', '60')
  await engine.docker(
    'run',
    '-d',
    '--name',
    'acted-busy',
    '--label',
    'acted=1',
    '--network',
    'acted-first',
    '--stop-timeout',
    '1',
    BUSYBOX,
    'sleep',
    '60',
  )
  await engine.docker('tag', BUSYBOX, 'acted/image:1')
  await engine.docker('volume', 'create', '--label', 'acted=1', 'acted-idle-data')
  if (!existsSync(join(engine.folder, 'root.tar'))) {
    await engine.docker('save', '-o', join(engine.folder, 'loadable.tar'), BUSYBOX)
    await engine.docker('export', '-o', join(engine.folder, 'root.tar'), 'acted-idle')
  }
  return async () => {
    await engine.docker('rmi', 'acted/image:1').catch(() => {})
    const ids = await engine.docker('ps', '-aq', '--filter', 'label=acted')
    if (ids !== '') await engine.docker('rm', '-f', ...ids.split('\n'))
    const volumes = await engine.docker('volume', 'ls', '-q', '--filter', 'label=acted')
    if (volumes !== '') await engine.docker('volume', 'rm', ...volumes.split('\n'))
    const networks = await engine.docker('network', 'ls', '-q', '--filter', 'label=acted')
    await engine.docker('network', 'rm', ...networks.split('\n'))
    await engine.docker('network', 'rm', '-f', 'acted-made')
  }
})

/** The request with its keys in order, filters too, and without the id of an exec. */
function canonical(request: unknown): string {
  const sorted = (value: unknown): unknown => {
    if (typeof value === 'string' && value.startsWith('{')) return sorted(JSON.parse(value))
    if (typeof value === 'string') return value.replace(/^\/exec\/[0-9a-f]{64}\//, '/exec/{id}/')
    if (Array.isArray(value)) return value.map(sorted)
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).map(([key, item]) => [key, sorted(item)] as const)
    return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)))
  }
  return JSON.stringify(sorted(request))
}

test.each([
  ['docker start acted-idle'],
  ['docker container start acted-idle acted-busy'],
  ['docker stop -t 0 acted-busy'],
  ['docker stop --time=0 acted-busy acted-idle'],
  ['docker restart --timeout 0 --signal INT acted-busy'],
  ['docker kill acted-busy'],
  ['docker kill -s TERM acted-busy'],
  ['docker pause acted-busy'],
  ['docker wait acted-idle'],
  ['docker rename acted-idle "acted-again"'],
  ['docker rm acted-idle'],
  ['docker rm -fv acted-busy acted-idle'],
  ['docker container prune -f --filter label=acted --filter until=1h'],
  ['docker ps'],
  ['docker ps -as -f label=acted --filter status=exited -n 3'],
  ['docker container ls --latest -q'],
  ['docker diff acted-idle'],
  ['docker top acted-busy'],
  ['docker top acted-busy -o pid'],
  ['docker port acted-busy'],
  ['docker inspect acted-idle'],
  ['docker container inspect -s acted-idle acted-busy'],
  ['docker update -m 64m --memory-swap -1 --cpus .5 --restart on-failure:3 acted-idle'],
  ['docker update --pids-limit 50 --cpu-shares 5 --cpuset-cpus 0 acted-idle'],
  ['docker commit -m hi -a me -c "CMD [\\"ls\\"]" -p=false acted-idle acted:image'],
  ['docker export -o acted.tar acted-idle'],
  ['docker save -o acted.tar acted/image:1'],
  ['docker image save --output acted.tar acted/image:1 slipway/busybox:1'],
  ['docker load -q -i loadable.tar'],
  ['docker image load --quiet < loadable.tar'],
  ['docker import root.tar'],
  ['docker import -m hi -c "CMD [\\"sh\\"]" --change "ENV A=1" root.tar acted/imported:1'],
  ['docker image import -c "ENV A=1" - acted/imported < root.tar'],
  ['docker images'],
  ['docker images -aq --no-trunc slipway/busybox'],
  ['docker image ls --digests -f dangling=true --filter label=a=b --filter reference=slipway/*'],
  ['docker image list --format {{.ID}} "acted/*:1"'],
  ['docker image inspect acted/image:1 slipway/busybox:1'],
  ['docker history -q acted/image:1'],
  ['docker image history --human=false --no-trunc acted/image:1'],
  ['docker rmi acted/image:1'],
  ['docker image rm -f --no-prune acted/image:1'],
  ['docker image prune -f --filter label=no-such-label --filter until=1h'],
  ['docker image prune -af --filter label=no-such-label'],
  ['docker volume create'],
  ['docker volume create --driver local -o type=tmpfs --opt device=tmpfs --label acted=1 acted-volume'],
  ['docker volume ls -q -f dangling=true --filter label=acted'],
  ['docker volume inspect acted-idle-data'],
  ['docker volume rm acted-idle-data'],
  ['docker volume remove -f acted-idle-data'],
  ['docker exec -d -e A=1 -u 0 -w /tmp acted-busy true'],
  ['docker network create acted-made'],
  [
    'docker network create -d bridge --subnet 10.203.1.0/24,fd00:203::/64 --gateway 10.203.1.254 --ip-range 10.203.1.128/25 --aux-address a=10.203.1.9 --ipv6 --internal --attachable --label acted --label a=b=c -o com.docker.network.driver.mtu=1400 --ipam-opt x=1 acted-made',
  ],
  ['docker network create --config-only --subnet 10.203.2.0/24 --label acted=1 acted-made'],
  ['docker network ls'],
  ['docker network list --no-trunc -q -f driver=bridge --filter type=custom'],
  ['docker network inspect acted-net bridge'],
  ['docker network inspect -v acted-net'],
  ['docker network connect --alias one,two --alias three --ip 10.203.0.50 acted-net acted-busy'],
  ['docker network connect --link acted-busy:x --link-local-ip 169.254.7.7 --driver-opt a=b acted-net acted-idle'],
  ['docker network connect --gw-priority 3 acted-net acted-idle'],
  ['docker network disconnect -f acted-first acted-busy'],
])('%s asks of the engine what the docker CLI asks', async (line) => {
  recorder.seen.length = 0
  await execute('sh', ['-c', line], {
    env: { ...process.env, DOCKER_HOST: `unix://${socket}` },
    cwd: engine.folder,
  })
  const theirs = recorder.seen
    .filter(({ path }) => path !== '/_ping')
    .map(({ method, path, query, body }) => ({ method, path, query, ...(body !== undefined && { body }) }))
  const { action, problems, command = '' } = understand(line)
  expect(problems).toEqual([])
  if (!action) throw new Error('not understood')
  const requests = requestsOf(action, { apiVersion: '1.41', environment: {}, files: new Map() })
  const ours: unknown[] = JSON.parse(JSON.stringify(requests))
  // The CLI looks at a container before it runs something in it.
  const looks = action.kind === 'exec' ? theirs.slice(1) : theirs
  expect(ours.map(canonical).sort()).toEqual(looks.map(canonical).sort())
  expect(understand(command).action).toEqual(action)
})

test('docker network rm asks of the engine what the docker CLI asks, and no more', async () => {
  recorder.seen.length = 0
  const line = 'docker network rm acted-net'
  await execute('sh', ['-c', line], { env: { ...process.env, DOCKER_HOST: `unix://${socket}` }, cwd: engine.folder })
  const { action } = understand(line)
  if (!action) throw new Error('not understood')
  const requests = requestsOf(action, { apiVersion: '1.41', environment: {}, files: new Map() })
  // The CLI looks at the network before, to ask about that of a swarm.
  const deletes = recorder.seen.filter(({ method }) => method === 'DELETE')
  expect(requests.map(({ method, path }) => ({ method, path }))).toEqual(
    deletes.map(({ method, path }) => ({ method, path })),
  )
})

test.each([
  ['docker network rm $(docker network ls -q)', { filters: [] }, 'docker network rm $(docker network ls -q)'],
  [
    'docker network ls -q -f "dangling=true" | xargs docker network rm',
    { filters: [{ key: 'dangling', value: 'true' }] },
    'docker network rm $(docker network ls -q --filter dangling=true)',
  ],
])('%s works on a set of networks', (line, set, command) => {
  const reading = understand(line)
  expect(reading.problems).toEqual([])
  expect(reading.action).toMatchObject({ kind: 'removeNetworks', networks: [{ set }] })
  expect(reading.command).toBe(command)
  expect(understand(command).action).toEqual(reading.action)
})

test.each([
  ['docker network create', /of what/],
  ['docker network create --subnet 10.0.0.0/33 x', /not a subnet/],
  ['docker network create --subnet 10.0.0.0/8 --subnet 10.1.0.0/16 x', /in common/],
  ['docker network create --gateway 10.0.0.1 x', /needs a subnet/],
  ['docker network create --subnet 10.0.0.0/24 --gateway 10.0.1.1 x', /in none of the subnets/],
  ['docker network create --subnet 10.0.0.0/24 --ip-range 10.0.1.0/28 x', /in none of the subnets/],
  ['docker network create --subnet 10.0.0.0/24 --aux-address a=10.1.0.1 x', /in none of the subnets/],
  ['docker network create --internal=maybe x', /maybe/],
  ['docker network connect --ip nonsense a b', /IPv4/],
  ['docker network connect a', /needs 2 names/],
  ['docker network connect $(docker network ls -q) b', /One network/],
  ['docker network disconnect a b c', /no more than 2/],
  ['docker network rm $(docker ps -q)', /not run here/],
])('refused: %s', (line, what) =>
  expect(
    understand(line)
      .problems.map((problem) => problem.what)
      .join(' '),
  ).toMatch(what),
)

test.each([
  ['docker rmi $(docker images -q)', { all: false, filters: [] }, 'docker rmi $(docker images -q)'],
  [
    'docker rmi -f $(docker images -qa -f "dangling=true")',
    { all: true, filters: [{ key: 'dangling', value: 'true' }] },
    'docker rmi -f $(docker images -aq --filter dangling=true)',
  ],
  [
    'docker images --quiet me/app | xargs docker image rm',
    { all: false, filters: [], reference: 'me/app' },
    'docker rmi $(docker images -q me/app)',
  ],
  [
    'docker rmi `docker image ls --format "{{.ID}}" --filter label=a`',
    { all: false, filters: [{ key: 'label', value: 'a' }] },
    'docker rmi $(docker images -q --filter label=a)',
  ],
])('%s works on a set of images', (line, set, command) => {
  const reading = understand(line)
  expect(reading.problems).toEqual([])
  expect(reading.action).toMatchObject({ kind: 'removeImages', images: [{ set }] })
  expect(reading.command).toBe(command)
  expect(understand(command).action).toEqual(reading.action)
})

test('docker volume rm works on a set of volumes', () => {
  const reading = understand('docker volume rm -f $(docker volume ls -qf dangling=true)')
  expect(reading.problems).toEqual([])
  expect(reading.action).toMatchObject({
    kind: 'removeVolumes',
    volumes: [{ set: { filters: [{ key: 'dangling', value: 'true' }] } }],
  })
  expect(reading.command).toBe('docker volume rm -f $(docker volume ls -q --filter dangling=true)')
})

test.each(['docker rmi $(docker ps -q)', 'docker stop $(docker images -q)', 'docker rmi $(rm -rf /)'])(
  '%s is refused',
  (line) => {
    expect(understand(line).problems).toMatchObject([{ what: expect.stringContaining('is not run here') }])
  },
)

test.each([
  ['docker stop $(docker ps -q)', { all: false, filters: [] }, 'docker stop $(docker ps -q)'],
  ['docker stop `docker ps -q`', { all: false, filters: [] }, 'docker stop $(docker ps -q)'],
  [
    'docker rm -f $(docker ps -aq --filter label=acted)',
    { all: true, filters: [{ key: 'label', value: 'acted' }] },
    'docker rm -f $(docker ps -aq --filter label=acted)',
  ],
  [
    'sudo docker rm $(sudo docker container ls --all --quiet -f "status=exited")',
    { all: true, filters: [{ key: 'status', value: 'exited' }] },
    'docker rm $(docker ps -aq --filter status=exited)',
  ],
  ['docker kill $(docker ps -lq)', { all: false, last: 1, filters: [] }, 'docker kill $(docker ps -q --last 1)'],
  [
    'docker ps -q -f label=acted | xargs -r docker stop',
    { all: false, filters: [{ key: 'label', value: 'acted' }] },
    'docker stop $(docker ps -q --filter label=acted)',
  ],
])('%s works on a set', (line, set, command) => {
  const reading = understand(line)
  expect(reading.problems).toEqual([])
  expect(reading.action).toMatchObject({ targets: [{ set }] })
  expect(reading.command).toBe(command)
  expect(understand(command).action).toEqual(reading.action)
})
