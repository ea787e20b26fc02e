import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { removeContext, writeContext } from './docker-context.ts'

const ADDRESS = 'unix:///somewhere/docker.sock'
const ID = createHash('sha256').update('slipway').digest('hex')
let config: string
const meta = () => join(config, 'contexts', 'meta', ID, 'meta.json')

beforeEach(() => {
  config = mkdtempSync(join(tmpdir(), 'slipway-docker-config-'))
})
afterEach(() => rmSync(config, { recursive: true }))

test('writes what the docker command would, follows a new address, and goes again', async () => {
  await writeContext(config, 'slipway', ADDRESS)
  expect(JSON.parse(readFileSync(meta(), 'utf8'))).toMatchObject({
    Name: 'slipway',
    Endpoints: { docker: { Host: ADDRESS, SkipTLSVerify: false } },
  })
  await writeContext(config, 'slipway', `${ADDRESS}2`)
  expect(readFileSync(meta(), 'utf8')).toContain(`${ADDRESS}2`)
  expect(existsSync(join(config, 'config.json'))).toBe(false)
  await removeContext(config, 'slipway')
  expect(existsSync(meta())).toBe(false)
})

test('leaves a context that a person made', async () => {
  mkdirSync(join(config, 'contexts', 'meta', ID), { recursive: true })
  const own = JSON.stringify({ Name: 'slipway', Metadata: {}, Endpoints: { docker: { Host: 'tcp://box:2375' } } })
  writeFileSync(meta(), own)
  await expect(writeContext(config, 'slipway', ADDRESS)).rejects.toMatchObject({ code: 'CONFLICT' })
  await removeContext(config, 'slipway')
  expect(readFileSync(meta(), 'utf8')).toBe(own)
})

test('stays while it is the one in use', async () => {
  await writeContext(config, 'slipway', ADDRESS)
  writeFileSync(join(config, 'config.json'), '{"currentContext":"slipway"}')
  await removeContext(config, 'slipway')
  expect(existsSync(meta())).toBe(true)
})
