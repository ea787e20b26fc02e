import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Run } from '../../contract/run.ts'
import { EngineClient } from '../../host/engine/client.ts'
import { parseEndpoint } from '../../host/engine/parse-endpoint.ts'
import { SlipwayError } from '../../host/errors.ts'
import { formOf } from '../../host/run/form.ts'
import { perform, understand } from '../../host/run/index.ts'
import { blame } from '../../renderer/features/run/failure.ts'
import { BUSYBOX } from '../support/image.ts'
import { nobody } from '../support/nobody.ts'
import { sharedEngine } from '../support/shared-engine.ts'

// What only the engine knows: its own words must lead to the field that they are about.
const engine = sharedEngine()
let client: EngineClient
let listener: Server

beforeAll(async () => {
  client = new EngineClient(parseEndpoint(engine.address))
  client.apiVersion = '1.41'
  await engine.docker('run', '-d', '--name', 'has-port', '-p', '127.0.0.1:28333:80', BUSYBOX, 'sleep', '1000')
  listener = createServer()
  await new Promise<void>((resolve) => listener.listen(28_334, '127.0.0.1', resolve))
})
afterAll(async () => {
  listener?.close()
  client?.close()
  const ids = await engine.docker('ps', '-aq', '--filter', 'label=refusal')
  await engine.docker('rm', '-f', 'has-port', ...ids.split('\n').filter((id) => id !== ''))
})

/** The engine's reason for not making the container, or not starting it. */
async function refusal(run: Run): Promise<string> {
  const context = { apiVersion: '1.41', environment: {}, files: new Map(), address: engine.address }
  try {
    for await (const _ of perform(client, run, context, nobody));
  } catch (error) {
    if (error instanceof SlipwayError) return error.problem.why
    throw error
  }
  throw new Error('the engine refused nothing')
}

test.each([
  ['--name has-port', 'name'],
  ['-p 127.0.0.1:28333:80', 'publish'],
  ['-p 127.0.0.1:28444:81 -p 127.0.0.1:28334:80', 'publish', 1],
  ['--network nosuch-net', 'network'],
  ['--network container:nosuch', 'network'],
  ['--pid container:nosuch --network none', 'pid'],
  ['--ipc container:nosuch --network none', 'ipc'],
  ['--volumes-from has-port --volumes-from nosuch', 'volumes-from', 1],
  ['--link nosuch:x', 'link'],
  ['--ip 10.0.0.1', 'ip'],
  ['--mount type=bind,source=/nosuch,target=/x', 'mount'],
  ['-v /proc/nosuch:/x', 'volume'],
  ['-v /tmp:/x:badmode', 'volume'],
  ['--volume-driver nosuch -v v1:/x', 'volume-driver'],
  ['--mount type=volume,src=v2,dst=/x,volume-driver=nosuch', 'mount'],
  ['--tmpfs relative', 'tmpfs'],
  ['--runtime nosuch', 'runtime'],
  ['--gpus all', 'gpus'],
  ['--memory 5m', 'memory'],
  ['--memory 64m --memory-swap 32m', 'memory-swap'],
  ['--kernel-memory 1m', 'kernel-memory'],
  ['--cpus 1000', 'cpus'],
  ['--cpuset-cpus 999', 'cpuset-cpus'],
  ['--cpu-period 1', 'cpu-period'],
  ['--user nosuch', 'user'],
  ['--group-add nosuch', 'group-add'],
  ['-w relative', 'workdir'],
  ['--device /dev/nosuch', 'device'],
  ['--cap-add NOSUCH', 'cap-add'],
  ['--log-driver nosuch', 'log-driver'],
  ['--stop-signal NOSUCH', 'stop-signal'],
  ['--oom-score-adj 9999', 'oom-score-adj'],
  ['--isolation nosuch', 'isolation'],
  ['--platform linux/s390x --pull never', 'platform'],
  ['--entrypoint nosuch', 'command'],
])('%s: the engine refuses, and the reason is at --%s', async (flags, flag, at = 0) => {
  const { action, problems } = understand(`docker run -d --label refusal ${flags} ${BUSYBOX} sleep 10`)
  expect(problems).toEqual([])
  if (action?.kind !== 'run') throw new Error('not understood')
  const why = await refusal(action.run)
  expect(blame(why, formOf(action.run).flags), why).toEqual(flag === 'command' ? { flag } : { flag, at })
})
