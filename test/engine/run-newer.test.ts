import { mkdir, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { proxiesFor, readFiles, requestsOf, understand } from '../../host/run/index.ts'
import { run as execute } from '../support/run.ts'
import { sharedEngine } from '../support/shared-engine.ts'
import { comparableBody } from './run/comparable.ts'

// What is asked here is what the CLI says to an engine of its own age, and no such engine is at hand: so a listener
// that takes down the request. Engines themselves are never stood in for.
const API = '1.50'
const engine = sharedEngine()
const socket = join(engine.folder, 'newer.sock')
let server: Server
let sent: { query: Record<string, string>; text: string } | undefined

beforeAll(async () => {
  server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://engine')
    const headers = { 'api-version': API, ostype: 'linux', 'content-type': 'application/json' }
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      if (url.pathname.endsWith('/_ping')) response.writeHead(200, headers).end('OK')
      else {
        sent = { query: Object.fromEntries(url.searchParams), text: Buffer.concat(chunks).toString('utf8') }
        response.writeHead(201, headers).end(JSON.stringify({ Id: 'a'.repeat(64), Warnings: [] }))
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(socket, resolve))
})
afterAll(() => new Promise((resolve) => server.close(resolve)))
beforeEach(() => {
  sent = undefined
})

const largeNumbers = (text: string) => text.match(/"\w+":-?\d{16,}/g)?.sort()

test.each([
  ['docker create nginx'],
  ['docker create --annotation a=b --annotation a=c --annotation d nginx'],
  ['docker create --health-cmd true --health-start-interval 5s nginx'],
  ['docker create --mac-address 92:d0:c6:0a:29:33 nginx'],
  ['docker create --network one --network two nginx'],
  [
    'docker create --network name=one,mac-address=92:d0:c6:0a:29:33,gw-priority=5,alias=a --network name=two,ip6=::5,driver-opt=x=Y nginx',
  ],
  ['docker create --network one --ip 10.0.0.5 --network-alias x --network two --link a:b nginx'],
  ['docker create --cpu-rt-period 1000000 --cpu-rt-runtime 950000 nginx'],
  ['docker create --kernel-memory 64m --memory 1g nginx'],
  ['docker create --mount type=bind,src=/a,dst=/b,bind-recursive=readonly,readonly,bind-propagation=rprivate nginx'],
  ['docker create --mount type=image,src=nginx,dst=/b,image-subpath=x nginx'],
  ['docker create --mount type=image,src=nginx,dst=/b,image-subpath= nginx'],
  ['docker create --mount type=volume,src=v,dst=/b,volume-subpath=x/y nginx'],
  ['docker create --mount type=bind,src=/a,dst=/b,readonly,bind-recursive=disabled,bind-recursive=writable nginx'],
  ['docker create --device vendor.com/gpu=all --device /dev/null --device vendor.com/gpu=0 nginx'],
  ['docker create --gpus driver=x,count=2 --device vendor.com/gpu=0 nginx'],
  ['docker create --gpus device=0 --gpus \'"device=1,2",capabilities=a,"options=k=v,l=m"\' nginx'],
  ['docker create --platform arm64 --name x nginx'],
  ['docker create --platform linux/arm/v7 nginx'],
  ['docker create --platform linux/arm64/v8 nginx'],
  ['docker create --platform Linux/ARMHF nginx'],
  ['docker create --platform windows nginx'],
  ['docker create --pids-limit 9223372036854775807 --cpu-shares 9007199254740993 nginx'],
  ['docker create --memory 8191p --memory-swap 1152921504606846976 nginx'],
  ['docker create --device-write-iops /dev/sda:18446744073709551615 nginx'],
  ['docker create --ulimit core=9007199254740993:-1 nginx'],
  ['docker create --cpus 123.456789012 --blkio-weight 0x1ff nginx'],
  ['docker create --expose 1-3 --expose 80/foo -p 1-65535:1-65535/sctp nginx'],
  ['docker create --use-api-socket nginx'],
  ['docker create --storage-opt size=1G --storage-opt a=b=c nginx'],
  ['docker create --log-opt a --log-opt b= --sysctl net.a=b=c --tmpfs a:b:c --tmpfs a nginx'],
  ['docker create --label a=1 --label __proto__=2 -e __proto__=1 -e constructor=2 nginx'],
  ['docker create quay.io/coreos/etcd:v3.5.4'],
  ['docker create localhost:5000/a/b__c/d-e.f:Tag_1'],
  [`docker create sha256:${'a'.repeat(64)}`],
  [`docker create ${'b'.repeat(64)}`],
  [`docker create nginx:1@sha256:${'c'.repeat(64)}`],
])('%s is what the docker CLI sends', async (line) => {
  await execute('sh', ['-c', line], { env: { ...process.env, DOCKER_HOST: `unix://${socket}` } })
  const { action, problems } = understand(line, { engine: { apiVersion: API } })
  expect(problems).toEqual([])
  if (action?.kind !== 'run') throw new Error('not understood')
  const files = await readFiles(action.run)
  const [{ query, body } = { query: {}, body: {} }] = requestsOf(action, {
    apiVersion: API,
    environment: process.env,
    files,
    address: `unix://${socket}`,
  })
  expect(query).toEqual(sent?.query)
  const text = JSON.stringify(body)
  expect(comparableBody(JSON.parse(text))).toEqual(comparableBody(JSON.parse(sent?.text ?? '')))
  // Read as JavaScript’s numbers, large ones would look alike that are not.
  expect(largeNumbers(text)).toEqual(largeNumbers(sent?.text ?? ''))
})

test('proxies of the CLI’s settings are set, too', async () => {
  const folder = join(engine.folder, 'proxies')
  await mkdir(folder, { recursive: true })
  const proxies = {
    default: { httpProxy: 'http://other:1' },
    [`unix://${socket}`]: { httpProxy: 'http://proxy:3128', noProxy: 'localhost', allProxy: '' },
  }
  await writeFile(join(folder, 'config.json'), JSON.stringify({ proxies }))
  const environment = { ...process.env, DOCKER_HOST: `unix://${socket}`, DOCKER_CONFIG: folder }
  const line = 'docker create -e no_proxy=mine -e A=1 nginx'
  await execute('sh', ['-c', line], { env: environment })
  const { action } = understand(line)
  if (!action) throw new Error('not understood')
  const [create] = requestsOf(action, {
    apiVersion: API,
    environment,
    files: new Map(),
    proxies: await proxiesFor(`unix://${socket}`, environment),
  })
  expect(comparableBody(create?.body)).toEqual(comparableBody(JSON.parse(sent?.text ?? '')))
})

test.each([
  ['docker create --network one --network one nginx'],
  ['docker create --network one --network host nginx'],
  ['docker create --network name=one,alias=a --network-alias b nginx'],
  ['docker create --network one --network name=bridge,alias=b nginx'],
  ['docker create --mac-address 92-d0 nginx'],
  ['docker create --network name=one,mac-address=x nginx'],
  ['docker create --mount type=bind,src=/a,dst=/b,bind-recursive=readonly,readonly nginx'],
  ['docker create --mount type=volume,dst=/b,image-subpath=x nginx'],
  ['docker create --health-start-interval -5s nginx'],
  ['docker create --memory 9e99 --memory x nginx'],
  ['docker create --cpu-count 1 nginx'],
])('%s is refused by the docker CLI and by us', async (line) => {
  await expect(
    execute('sh', ['-c', line], { env: { ...process.env, DOCKER_HOST: `unix://${socket}` } }),
  ).rejects.toThrow()
  expect(sent).toBeUndefined()
  expect(understand(line, { engine: { apiVersion: API } }).problems).not.toEqual([])
})
