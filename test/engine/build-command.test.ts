import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildQuery, understand } from '../../host/run/index.ts'
import { run } from '../support/run.ts'

let folder: string
let server: Server
let asked: URLSearchParams | undefined

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-build-command-'))
  await mkdir(join(folder, 'app'))
  await writeFile(join(folder, 'app', 'Dockerfile'), 'FROM scratch\n')
  server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://engine')
    request.resume()
    request.on('end', () => {
      if (!url.pathname.endsWith('/build')) {
        response.writeHead(200, { 'api-version': '1.51', ostype: 'linux', 'docker-experimental': 'true' }).end('OK')
        return
      }
      asked = url.searchParams
      response.writeHead(500, { 'content-type': 'application/json' }).end('{"message":"seen"}')
    })
  })
  await new Promise<void>((resolve) => server.listen(join(folder, 'engine.sock'), resolve))
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await rm(folder, { recursive: true, force: true })
})

/** What the docker command asks of the engine, less the Dockerfile's name. */
async function cli(line: string): Promise<unknown> {
  asked = undefined
  const environment = {
    ...process.env,
    DOCKER_HOST: `unix://${folder}/engine.sock`,
    DOCKER_BUILDKIT: '0',
    OUTER: 'from outside',
  }
  await run('sh', ['-c', line], { cwd: folder, env: { ...environment, DOCKER_CONFIG: folder } }).catch(() => {})
  return asked && evened(asked)
}

function evened(query: URLSearchParams): unknown {
  const lists: Record<string, unknown[]> = {}
  for (const [key, value] of query) {
    // What it prints is not asked to be less: it is shown as an outline.
    if (key === 'dockerfile' || key === 'version' || key === 'q') continue
    const parsed: unknown = /^[[{]/.test(value) ? JSON.parse(value) : value
    lists[key] = [...(lists[key] ?? []), parsed]
  }
  return lists
}

test.each([
  ['docker build app'],
  ['docker build -t app:2.0 --tag other app'],
  ['docker image build --build-arg A=1 --build-arg B --build-arg OUTER --build-arg=C= app'],
  ['docker builder build --label a=b --label c --label "d=e f" app'],
  ['docker build --target web --no-cache --pull app'],
  ['docker build --network host --add-host a:1.2.3.4 --add-host b=::1 --add-host c:host-gateway app'],
  ['docker build --network default app'],
  ['docker build --platform linux/arm64 app'],
  ['docker build -m 64m --memory-swap -1 --shm-size 1g --cpu-shares 5 --cpu-period 1000 --cpu-quota 500 app'],
  ['docker build -c 7 --cpuset-cpus 0-1 --cpuset-mems 0 --cgroup-parent /x app'],
  ['docker build --ulimit nofile=10:20 --ulimit nproc=5 app'],
  ['docker build --cache-from a,b --cache-from c app'],
  ['docker build --force-rm --rm=false --squash app'],
  ['docker build --security-opt a=b --isolation default app'],
  ['docker build -qt quiet app'],
  ['docker build -f app/Dockerfile --iidfile id.txt app'],
])('%s asks of the engine what the docker CLI asks', async (line) => {
  const theirs = await cli(line)
  const { action, problems, command } = understand(line, { answers: { folder } })
  expect(problems).toEqual([])
  if (action?.kind !== 'build') throw new Error('not understood')
  const query = buildQuery(action.build, 'classic', { environment: { OUTER: 'from outside' } })
  const ours = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) for (const one of [value].flat()) ours.append(key, one)
  expect(evened(ours)).toEqual(theirs)
  expect(understand(command ?? '').action).toEqual(action)
})

test.each([
  ['docker buildx build --load -t a --progress plain --provenance=false --sbom=false --builder default app', []],
  ['docker buildx b -o type=docker app', []],
  ['docker build --secret id=a,src=/x --secret "id=b,env=TOKEN" app', []],
  ['DOCKER_BUILDKIT=0 docker build app', []],
  ['docker build --disable-content-trust app', []],
  ['docker buildx build --push -t a app', []],
  ['docker build -o out app', []],
  ['docker build -o - app', ['output']],
  ['docker build -o type=registry app', ['output']],
  ['docker build -o a -o b app', ['output']],
  ['docker build --ssh default app', ['ssh']],
  ['docker build --build-context a=b app', ['build-context']],
  ['docker build --cache-to type=inline app', ['cache-to']],
  ['docker build --no-cache-filter a app', ['no-cache-filter']],
  ['docker build --attest type=sbom app', ['attest']],
  ['docker build --annotation a=b app', ['annotation']],
  ['docker build --allow network.host app', ['allow']],
  ['docker build --check app', ['check']],
  ['docker build --call outline app', ['call']],
  ['docker build --metadata-file x app', ['metadata-file']],
  ['docker build --secret src=/x app', ['secret']],
  ['docker build -t Big app', ['tag']],
  ['docker build --memory lots app', ['memory']],
  ['docker build --platform nowhere/ app', ['platform']],
  ['docker build -f - app', ['file']],
])('%s', (line, flags) => {
  const { problems } = understand(line, { answers: { folder: '/work' } })
  expect(problems.map(({ flag }) => flag)).toEqual(flags)
})

test.each([
  'docker build -',
  'docker build git@example.com:x.git',
  'docker build ssh://example.com/x.git',
  'docker build',
  'docker build a b',
])('%s is refused', (line) => {
  expect(understand(line, { answers: { folder: '/' } }).problems).toHaveLength(1)
})

test.each([
  'docker build https://example.com/x.git#main:docker',
  'docker build -f sub/Dockerfile.web -t web https://example.com/x.tar.gz',
  'docker build git://example.com/x.git',
  'docker build github.com/somebody/something',
])('%s is an address, and no path of the shell’s folder', (line) => {
  const { action, command, problems, questions } = understand(line)
  expect({ problems, questions }).toEqual({ problems: [], questions: [] })
  expect(understand(command ?? '').action).toEqual(action)
  expect(action).toMatchObject({ build: { context: line.split(' ').at(-1) } })
})

test('a folder that only the person knows is asked for', () => {
  const { questions } = understand('docker build -t app .')
  expect(questions).toMatchObject([{ key: 'folder', what: 'From which folder does . start?' }])
  const { action, command } = understand('docker build -f docker/Dockerfile --secret id=a,src=b .', {
    answers: { folder: '/home/me' },
  })
  expect(action).toMatchObject({
    build: { context: '/home/me', file: '/home/me/docker/Dockerfile', secrets: [{ file: '/home/me/b' }] },
  })
  expect(command).toBe('docker build -f /home/me/docker/Dockerfile --secret id=a,src=/home/me/b /home/me')
  expect(understand('docker build $PWD').questions).toMatchObject([{ key: 'folder' }])
})

test('where the output goes starts from that folder, too', () => {
  const read = (line: string) => understand(line, { answers: { folder: '/work' } })
  const { action, command } = read('docker build -o out app')
  expect(action).toMatchObject({ build: { more: { output: ['type=local,dest=/work/out'] } } })
  expect(command).toBe('docker build --output type=local,dest=/work/out /work/app')
  expect(understand('docker build -o out /app').questions).toMatchObject([{ key: 'folder' }])
  expect(read('docker build -o type=tar,dest=/x.tar https://example.com/a.git').action).toMatchObject({
    build: { more: { output: ['type=tar,dest=/x.tar'] } },
  })
})

test('which builder a command asks for is part of it', () => {
  const { action, command } = understand('DOCKER_BUILDKIT=1 docker build /app')
  expect(action).toMatchObject({ build: { builder: 'buildkit' } })
  expect(command).toBe('DOCKER_BUILDKIT=1 docker build /app')
})
