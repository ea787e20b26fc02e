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
  await engine.docker('create', '--name', 'acted-idle', '--label', 'acted=1', BUSYBOX, 'sleep', '60')
  await engine.docker(
    'run',
    '-d',
    '--name',
    'acted-busy',
    '--label',
    'acted=1',
    '--network',
    'none',
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
