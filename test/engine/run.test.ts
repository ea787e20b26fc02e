import { mkdir, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { EngineClient } from '../../host/engine/client.ts'
import { parseEndpoint } from '../../host/engine/parse-endpoint.ts'
import { Misfit, perform, type RunContext, readFiles, spell, understand } from '../../host/run/index.ts'
import { BUSYBOX } from '../support/image.ts'
import { nobody } from '../support/nobody.ts'
import { run as execute } from '../support/run.ts'
import { sharedEngine } from '../support/shared-engine.ts'
import { comparable, comparableBody } from './run/comparable.ts'
import { lines } from './run/lines.ts'
import { Recorder } from './run/recorder.ts'
import { refused } from './run/refused.ts'

const engine = sharedEngine()
const folder = join(engine.folder, 'differential')
const sockets = { cli: join(engine.folder, 'recorder-cli.sock'), us: join(engine.folder, 'recorder-us.sock') }
const environment = { ...process.env, NAME: 'from outside', DOCKER_CONFIG: join(engine.folder, 'docker-config') }
let recorders: { cli: Recorder; us: Recorder }
let client: EngineClient

beforeAll(async () => {
  await mkdir(join(folder, 'data'), { recursive: true })
  const files: Record<string, string | Buffer> = {
    'vars.env': '# a comment\n\nA=from file\n  B=two words  \nNAME\nNOT_SET_ANYWHERE\nC="quoted"\r\nD=\n',
    'more.env': '\ufeffMORE=1\nA=again',
    'labels.txt': 'one=1\nover=written\nalone\n# two=2\n',
    'bad-key.env': 'A B=1\n',
    'no-key.env': '=1\n',
    'binary.env': Buffer.from([0x41, 0x3d, 0xff, 0xfe]),
    'seccomp.json': '{\n  "defaultAction": "SCMP_ACT_ALLOW",\n  "syscalls": [ ]\n}\n',
  }
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
  await engine.docker('network', 'create', '--subnet', '172.30.77.0/24', 'diff-net')
  await engine.docker('network', 'create', 'diff-net2')
  await engine.docker('run', '-d', '--name', 'diff-other', '--ipc', 'shareable', BUSYBOX, 'sleep', '3600')
  const listen = (socket: string) => Recorder.listen(socket, engine.address.slice('unix://'.length))
  recorders = { cli: await listen(sockets.cli), us: await listen(sockets.us) }
  client = new EngineClient(parseEndpoint(engine.address))
  client.apiVersion = '1.41'
})

afterAll(async () => {
  client?.close()
  await Promise.all([recorders?.cli.close(), recorders?.us.close()])
  await engine.docker('rm', '-f', 'diff-other')
  await engine.docker('network', 'rm', 'diff-net', 'diff-net2')
})

/** The container that the docker CLI makes of the line, with the body it sent; removed again. */
async function byTheCli(line: string) {
  recorders.cli.seen.length = 0
  await rm(join(folder, 'id.txt'), { force: true })
  // A shell reads the line; `docker` there is the CLI on the recorder.
  const env = { ...environment, DOCKER_HOST: `unix://${sockets.cli}` }
  // With a socket as stdin it takes itself for a remote shell, and would read its start-up file.
  await execute('bash', ['--norc', '+B', '-c', line], { env, cwd: folder, input: '' })
  return await taken(recorders.cli)
}

/** The container that we make of the line; removed again. */
async function byUs(line: string) {
  const options = {
    answers: { folder, home: homedir() },
    variables: environment,
    engine: { apiVersion: '1.41' },
  }
  const reading = understand(line, options)
  expect(reading.problems).toEqual([])
  expect(reading.questions).toEqual([])
  if (reading.action?.kind !== 'run') throw new Error(`not understood: ${line}`)
  const { run } = reading.action
  const context: RunContext = {
    apiVersion: '1.41',
    folder,
    environment: { ...environment, ...reading.environment },
    files: await readFiles(run, folder),
    // The CLI gives the container the socket that it was told.
    address: `unix://${sockets.cli}`,
  }
  recorders.us.seen.length = 0
  const seen = new EngineClient(parseEndpoint(`unix://${sockets.us}`))
  seen.apiVersion = '1.41'
  await rm(join(folder, 'id.txt'), { force: true })
  for await (const event of perform(seen, run, context, nobody)) {
    // The CLI stays until a container in the foreground ends.
    if (event.type === 'started' && !run.detach) await seen.text('POST', `/containers/${event.id}/wait`)
  }
  seen.close()
  return { ...(await taken(recorders.us)), run }
}

const inspected = z.looseObject({ Id: z.string(), Name: z.string() })

/** The container that was created last, with the body that was sent for it; removed again. */
async function taken({ seen }: Recorder) {
  const { body, created: id } = seen.findLast(({ created }) => created !== undefined) ?? {}
  if (id === undefined) throw new Error('no container was created')
  const container = await client.json(inspected, 'GET', `/containers/${id}/json`)
  await client.text('DELETE', `/containers/${id}`, { query: { force: true, v: true } })
  return { body, container }
}

describe.each(lines.map((line) => [line.replaceAll('IMAGE', BUSYBOX)]))('%s', (line) => {
  test('is the container that the docker CLI makes', async () => {
    // Two containers can't have one name, nor one file for their ids.
    const apart = /--name|--cidfile/.test(line)
    const first = byTheCli(line)
    if (apart) await first
    const [theirs, ours] = await Promise.all([first, byUs(line)])
    expect(comparableBody(ours.body)).toEqual(comparableBody(theirs.body))
    expect(comparable(ours.container)).toEqual(comparable(theirs.container))
    const again = understand(spell(ours.run))
    expect(again.problems).toEqual([])
    expect(again.action).toEqual({ kind: 'run', run: ours.run })
  })
})

test.each(refused.map((line) => [line.replaceAll('IMAGE', BUSYBOX)]))('refused: %s', async (line) => {
  await expect(byTheCli(line), 'by the docker CLI').rejects.toThrow()
  const reading = understand(line, { answers: { folder }, variables: environment, engine: { apiVersion: '1.41' } })
  if (reading.problems.length > 0) {
    for (const { start, end, text, what, next } of reading.problems) {
      expect(line.slice(start, end)).toBe(text)
      expect(what).not.toBe('')
      expect(next).not.toBe('')
    }
    return
  }
  await expect(byUs(line)).rejects.toSatisfy((error) => error instanceof Misfit || 'problem' in error)
})
