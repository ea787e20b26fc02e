import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { EngineClient } from '../../host/engine/client.ts'
import { parseEndpoint } from '../../host/engine/parse-endpoint.ts'
import { like, perform, readForm } from '../../host/run/index.ts'
import { BUSYBOX } from '../support/image.ts'
import { nobody } from '../support/nobody.ts'
import { run as execute } from '../support/run.ts'
import { sharedEngine } from '../support/shared-engine.ts'
import { comparable } from './run/comparable.ts'
import { lines } from './run/lines.ts'

const engine = sharedEngine()
const folder = join(engine.folder, 'like')
const inspected = z.looseObject({ Id: z.string(), Name: z.string() })
let client: EngineClient

beforeAll(async () => {
  await mkdir(join(folder, 'data'), { recursive: true })
  const files = { 'vars.env': 'A=1\nNAME\n', 'more.env': 'MORE=1', 'labels.txt': 'one=1\n' }
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
  await engine.docker('network', 'create', '--subnet', '172.30.78.0/24', 'like-net')
  await engine.docker('network', 'create', 'like-net2')
  await engine.docker('run', '-d', '--name', 'like-other', '--ipc', 'shareable', BUSYBOX, 'sleep', '3600')
  client = new EngineClient(parseEndpoint(engine.address))
  client.apiVersion = '1.41'
})
afterAll(async () => {
  client?.close()
  await engine.docker('rm', '-f', 'like-other')
  await engine.docker('network', 'rm', 'like-net', 'like-net2')
})

// A file’s content stands in the container, and no flag takes it but from a file. Of a variable said twice the last
// one counts, and that one is kept. JSON's numbers are JavaScript's here.
const apart = /cidfile|seccomp=\S*json|--env-file=more\.env|=9223372036854775807/
const told = lines
  .filter((line) => /^docker (?:container )?create /.test(line) && !apart.test(line))
  .map((line) =>
    line
      .replaceAll('IMAGE', BUSYBOX)
      .replace(/diff-(net2?|other)/g, 'like-$1')
      .replaceAll('172.30.77.', '172.30.78.'),
  )

describe.each(told.map((line) => [line]))('%s', (line) => {
  test('is made again from what docker inspect says of it', async () => {
    const env = { ...process.env, NAME: 'from outside', DOCKER_HOST: engine.address }
    const id =
      (await execute('bash', ['--norc', '+B', '-c', line], { env, cwd: folder, input: '' }))
        .trim()
        .split('\n')
        .at(-1) ?? ''
    const made: string[] = [id]
    try {
      const { form } = await like(client, id)
      const { name: _, ...flags } = form.flags
      const { run, problems } = readForm({ ...form, flags, verb: 'create' }, { apiVersion: '1.41' })
      expect(problems).toEqual([])
      const context = { apiVersion: '1.41', folder, environment: {}, files: new Map(), address: engine.address }
      for await (const event of perform(client, run, context, nobody)) if (event.type === 'created') made.push(event.id)
      const [theirs, ours] = await Promise.all(
        made.map((one) => client.json(inspected, 'GET', `/containers/${one}/json`)),
      )
      if (!theirs || !ours) throw new Error('not both were made')
      expect(comparable(ours)).toEqual(comparable(theirs))
    } finally {
      for (const one of made) await client.text('DELETE', `/containers/${one}`, { query: { force: true, v: true } })
    }
  })
})
