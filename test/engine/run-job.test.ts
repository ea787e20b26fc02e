import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Engine, startEngine } from '../support/engine.ts'
import { engineState, type OpenHost, openHost, readUntil } from '../support/host.ts'
import { BUSYBOX, makeImages } from '../support/image.ts'
import { type Registry, startRegistry } from '../support/registry.ts'

let engine: Engine
let registry: Registry
let host: OpenHost

beforeAll(async () => {
  registry = await startRegistry()
  engine = await startEngine()
  await makeImages(engine)
  host = await openHost(engine.address)
  await engineState(host, 'connected')
})
afterAll(async () => {
  await host?.close()
  await engine?.stop()
  await registry?.stop()
})

/** Pastes a command, runs what was understood, and gives how the job ended. */
async function runPasted(text: string) {
  const { client } = host
  const { action, problems } = await client.runs.understand({ engine: host.engine, text, answers: {} })
  expect(problems).toEqual([])
  if (action?.kind !== 'run') throw new Error('this is no docker run')
  const { job } = await client.runs.start({ engine: host.engine, run: action.run })
  const jobs = await readUntil(
    client,
    (stream, options) => client.jobs.watch({ stream }, options),
    (all) => all.some(({ id, outcome }) => id === job && outcome.state !== 'running'),
    30_000,
  )
  return jobs.find(({ id }) => id === job)?.outcome
}

test('a pasted command becomes the container that it says', async () => {
  const outcome = await runPasted(`$ docker run -d --name pasted -e "A=b c" -m 64m ${BUSYBOX} sleep 1000`)
  if (outcome?.state !== 'done') throw new Error(JSON.stringify(outcome))
  const format = '{{.Id}} {{.State.Status}} {{.HostConfig.Memory}} {{json .Config.Env}}'
  const inspected = await engine.docker('inspect', '-f', format, 'pasted')
  expect(inspected).toContain(`${outcome.result.container} running 67108864 ["A=b c"`)
})

test('whoever goes to what was run meets it running', async () => {
  for (const round of [1, 2, 3]) {
    const outcome = await runPasted(`docker run -d --name met-${round} ${BUSYBOX} sleep 1000`)
    if (outcome?.state !== 'done') throw new Error(JSON.stringify(outcome))
    const first = await readUntil(
      host.client,
      (stream, options) => host.client.inventory.watch({ engine: host.engine, stream }, options),
      () => true,
    )
    const met = first.containers.upsert.find(({ id }) => id === outcome.result.container)
    expect(met).toMatchObject({ name: `met-${round}`, state: 'running' })
  }
})

test('an image that is not there is pulled', async () => {
  const image = `${registry.host}/box:1`
  await engine.docker('tag', BUSYBOX, image)
  await engine.docker('push', image)
  await engine.docker('rmi', image)
  expect(await runPasted(`docker run -d --name pulled ${image} sleep 1000`)).toMatchObject({ state: 'done' })
  const nowhere = await runPasted(`docker run -d --name nowhere ${registry.host}/box:2 sleep 1000`)
  expect(nowhere).toMatchObject({ state: 'failed', problem: { what: `“${registry.host}/box:2” could not be pulled.` } })
})

test('what only the engine knows comes back as its reason', async () => {
  const outcome = await runPasted(`docker run -d --name pasted ${BUSYBOX} true`)
  expect(outcome).toMatchObject({ state: 'failed', problem: { why: expect.stringMatching(/already in use/) } })
})

test('what does not go together is told before anything is sent', async () => {
  const text = `docker run -d --rm --restart always ${BUSYBOX}`
  const { problems } = await host.client.runs.understand({ engine: host.engine, text, answers: {} })
  expect(problems).toMatchObject([{ what: expect.stringMatching(/started again/) }])
})
