import { chmod, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findExecutable } from '../../test/support/executable.ts'
import { run } from '../../test/support/run.ts'
import { Credentials } from './credentials.ts'
import { DockerConfig } from './docker-config.ts'
import { KnownRegistries } from './known.ts'
import type { SecretBox } from './secret-box.ts'

let folder: string
let environment: NodeJS.ProcessEnv

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-credentials-'))
  await mkdir(join(folder, 'bin'))
  environment = { HOME: folder, DOCKER_CONFIG: join(folder, 'docker'), PATH: `${join(folder, 'bin')}:/usr/bin:/bin` }
})
afterEach(() => rm(folder, { recursive: true }))

const configFile = () => join(folder, 'docker', 'config.json')
const readConfig = async () => JSON.parse(await readFile(configFile(), 'utf8'))
async function writeConfig(content: unknown): Promise<void> {
  await mkdir(join(folder, 'docker'), { recursive: true })
  await writeFile(configFile(), typeof content === 'string' ? content : JSON.stringify(content))
}

async function open(box?: SecretBox): Promise<Credentials> {
  return new Credentials({
    config: new DockerConfig(environment),
    known: await KnownRegistries.open(join(folder, 'state')),
    box,
    environment,
  })
}

/** A helper that keeps each server in a file, as `docker-credential-pass` would. */
async function installHelper(name: string): Promise<void> {
  const kept = join(folder, `kept-${name}`)
  await mkdir(kept)
  const program = join(folder, 'bin', `docker-credential-${name}`)
  await writeFile(
    program,
    `#!/bin/sh
file() { printf %s "$1" | tr '/:' '__'; }
case "$1" in
  store) cat > ${kept}/new; s=$(sed 's/.*"ServerURL":"\\([^"]*\\)".*/\\1/' ${kept}/new); mv ${kept}/new "${kept}/$(file "$s")";;
  get) read -r s || true; f="${kept}/$(file "$s")"; [ -f "$f" ] || { echo credentials not found in native keychain; exit 1; }; cat "$f";;
  erase) read -r s || true; f="${kept}/$(file "$s")"; [ -f "$f" ] || { echo credentials not found in native keychain; exit 1; }; rm "$f";;
  list) printf '{'; sep=; for f in ${kept}/*; do [ -f "$f" ] || continue; printf '%s' "$sep"; sed 's/.*"ServerURL":"\\([^"]*\\)","Username":"\\([^"]*\\)".*/"\\1":"\\2"/' "$f"; sep=,; done; printf '}';;
esac
`,
  )
  await chmod(program, 0o755)
}

/** A keychain that turns texts around. */
const box: SecretBox = {
  available: async () => true,
  seal: async (text) => Buffer.from(text).reverse().toString('base64'),
  open: async (sealed) => Buffer.from(sealed, 'base64').reverse().toString(),
}

const ann = { username: 'ann', password: 'p:ä"s' }

test('without a helper: in config.json, as docker login writes it, for its owner alone', async () => {
  const credentials = await open()
  expect(await credentials.keep('ghcr.io', ann)).toEqual({ by: 'file', where: configFile() })
  await credentials.keep('docker.io', ann)
  const auth = Buffer.from('ann:p:ä"s').toString('base64')
  expect(await readConfig()).toEqual({ auths: { 'ghcr.io': { auth }, 'https://index.docker.io/v1/': { auth } } })
  expect((await stat(configFile())).mode & 0o777).toBe(0o600)
  expect(await readFile(configFile(), 'utf8')).toContain('\n\t"auths"')
  expect(await credentials.find('ghcr.io')).toEqual(ann)
  expect(await credentials.find('docker.io')).toEqual(ann)
  expect(await credentials.find('quay.io')).toBeUndefined()
  await credentials.forget('docker.io')
  expect(await readConfig()).toEqual({ auths: { 'ghcr.io': { auth } } })
})

test('what else stands in config.json stays', async () => {
  const other = { HttpHeaders: { 'X-A': 'b' }, proxies: { default: { httpProxy: 'http://p' } }, own: { deep: [1] } }
  await writeConfig({ ...other, auths: { 'a.io': { auth: 'eDp5', email: 'x@y' } } })
  const credentials = await open()
  await credentials.keep('b.io', ann)
  await credentials.keep('a.io', ann)
  const auth = Buffer.from('ann:p:ä"s').toString('base64')
  expect(await readConfig()).toEqual({ ...other, auths: { 'a.io': { auth, email: 'x@y' }, 'b.io': { auth } } })
  await credentials.forget('nowhere.io')
  expect(Object.keys((await readConfig()).auths).sort()).toEqual(['a.io', 'b.io'])
})

test('a config.json behind a link is written where it is', async () => {
  await writeConfig({})
  await writeFile(join(folder, 'real.json'), '{}')
  await rm(configFile())
  await symlink(join(folder, 'real.json'), configFile())
  await (await open()).keep('a.io', ann)
  expect(JSON.parse(await readFile(join(folder, 'real.json'), 'utf8')).auths).toHaveProperty(['a.io'])
})

test('an unreadable config.json is left as it is', async () => {
  await writeConfig('{ "auths": ')
  const credentials = await open()
  await expect(credentials.keep('a.io', ann)).rejects.toMatchObject({ code: 'INVALID' })
  await expect(credentials.list()).rejects.toMatchObject({ problem: { why: 'It is not JSON.' } })
  expect(await readFile(configFile(), 'utf8')).toBe('{ "auths": ')
})

test('entries that older commands wrote are found: with a scheme, a path, an identity token', async () => {
  await writeConfig({
    auths: {
      'https://old.io/v1/': { auth: Buffer.from('bob:x').toString('base64') },
      'token.io': { auth: Buffer.from('bob:').toString('base64'), identitytoken: 'tok' },
      'broken.io': { auth: '§§§' },
      'empty.io': {},
    },
  })
  const credentials = await open()
  expect(await credentials.find('old.io')).toEqual({ username: 'bob', password: 'x' })
  expect(await credentials.find('token.io')).toEqual({ username: 'bob', identityToken: 'tok' })
  expect(await credentials.find('broken.io')).toBeUndefined()
  expect([...(await credentials.list()).keys()]).toEqual(['old.io', 'token.io'])
})

test('with credsStore: by the helper, and nothing in the file but the name', async () => {
  await installHelper('test')
  await writeConfig({ credsStore: 'test' })
  const credentials = await open(box)
  expect(await credentials.keep('ghcr.io', ann)).toEqual({ by: 'helper', where: 'docker-credential-test' })
  await credentials.keep('token.io', { username: 'ann', identityToken: 'tok' })
  expect(await readConfig()).toEqual({ credsStore: 'test', auths: { 'ghcr.io': {}, 'token.io': {} } })
  expect(await credentials.find('ghcr.io')).toEqual(ann)
  expect(await credentials.find('token.io')).toEqual({ username: '', identityToken: 'tok' })
  expect(await credentials.find('quay.io')).toBeUndefined()
  expect((await credentials.list()).get('ghcr.io')).toMatchObject({ username: 'ann', kept: { by: 'helper' } })
  await credentials.forget('ghcr.io')
  expect(await credentials.find('ghcr.io')).toBeUndefined()
  expect((await readConfig()).auths).toEqual({ 'token.io': {} })
})

test('credHelpers go before credsStore, each for its registry', async () => {
  await installHelper('test')
  await installHelper('own')
  await writeConfig({ credsStore: 'test', credHelpers: { 'own.io': 'own' } })
  const credentials = await open()
  expect(await credentials.keep('own.io', ann)).toMatchObject({ where: 'docker-credential-own' })
  expect(await credentials.place('other.io')).toMatchObject({ where: 'docker-credential-test' })
  expect((await credentials.list()).get('own.io')).toMatchObject({ username: 'ann' })
})

test('a helper that is installed is taken where nothing was chosen, as docker login does', async () => {
  await installHelper('secretservice')
  const credentials = await open()
  expect(await credentials.keep('a.io', ann)).toMatchObject({ by: 'helper' })
  expect(await readConfig()).toEqual({ auths: { 'a.io': {} }, credsStore: 'secretservice' })
})

test('a helper that is not there says so', async () => {
  await writeConfig({ credsStore: 'absent' })
  const credentials = await open()
  await expect(credentials.keep('a.io', ann)).rejects.toMatchObject({
    problem: {
      what: expect.stringContaining('docker-credential-absent'),
      why: expect.stringContaining('not installed'),
    },
  })
  expect((await credentials.list()).get('docker.io')?.problem).toBeDefined()
})

test('a helper’s name leads nowhere else', async () => {
  await writeConfig({ credsStore: '../../tmp/evil' })
  await expect((await open()).find('a.io')).rejects.toMatchObject({ code: 'PERMISSION_DENIED' })
})

test('with a keychain: sealed, and nothing in the clear', async () => {
  const credentials = await open(box)
  expect(await credentials.keep('a.io', ann)).toMatchObject({ by: 'keychain' })
  const file = join(folder, 'state', 'registries.json')
  const text = await readFile(file, 'utf8')
  expect(text).toContain('ann')
  expect(text).not.toContain('p:')
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  await expect(stat(configFile())).rejects.toThrow()
  expect(await credentials.find('a.io')).toEqual(ann)
  const without = await open()
  expect(await without.find('a.io')).toBeUndefined()
  expect((await without.list()).get('a.io')?.problem).toBeDefined()
  await credentials.forget('a.io')
  expect(await credentials.find('a.io')).toBeUndefined()
})

test('a sign-in that is in config.json already is renewed there, keychain or not', async () => {
  await writeConfig({ auths: { 'a.io': { auth: 'eDp5' } } })
  expect(await (await open(box)).keep('a.io', ann)).toMatchObject({ by: 'file' })
})

const docker = findExecutable('docker')
test.skipIf(docker === undefined)('the docker command reads what is written, and forgets it', async () => {
  const credentials = await open()
  await credentials.keep('a.io', ann)
  await credentials.keep('b.io', ann)
  const config = ['--config', join(folder, 'docker')]
  await run(docker ?? '', [...config, 'logout', 'a.io'], { env: environment })
  expect(await credentials.find('a.io')).toBeUndefined()
  expect(await credentials.find('b.io')).toEqual(ann)
})
