import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Registries } from '../registries/index.ts'
import { credentialsFrom, registryConfig } from './credentials.ts'
import { parseDockerfile } from './dockerfile/parse.ts'

let folder: string
let registries: Registries

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-build-'))
  process.env.DOCKER_CONFIG = join(folder, 'docker')
  await mkdir(process.env.DOCKER_CONFIG)
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  const auths = {
    'ghcr.io': { auth: base64('ann:horse') },
    'https://index.docker.io/v1/': { auth: base64('ann:'), identitytoken: 'token' },
  }
  await writeFile(join(process.env.DOCKER_CONFIG, 'config.json'), JSON.stringify({ auths }))
  registries = await Registries.open(join(folder, 'state'))
})
afterAll(() => rm(folder, { recursive: true }))

test('BuildKit is told who is signed in where', async () => {
  const ask = credentialsFrom(registries)
  expect(await ask('ghcr.io')).toEqual({ username: 'ann', secret: 'horse' })
  expect(await ask('docker.io')).toEqual({ username: '', secret: 'token' })
  expect(await ask('quay.io')).toBeUndefined()
})

test('the classic builder gets the sign-ins of the base images', async () => {
  const instructions = parseDockerfile('FROM ghcr.io/ann/app:1 AS one\nFROM nginx\nFROM quay.io/x/y\nFROM $ANY\n')
  const header = await registryConfig(registries, instructions)
  expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({
    'ghcr.io': { username: 'ann', password: 'horse', serveraddress: 'ghcr.io' },
    'https://index.docker.io/v1/': {
      username: 'ann',
      identitytoken: 'token',
      serveraddress: 'https://index.docker.io/v1/',
    },
  })
})
