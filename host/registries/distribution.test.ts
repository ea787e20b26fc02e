import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { startBadRegistry } from '../../test/support/bad-registry.ts'
import { currentDigest, repositories, tagDetail, tags } from './browse.ts'
import { challengeOf } from './challenge.ts'
import type { Credential } from './credential.ts'
import { Distribution, type Tokens } from './distribution.ts'

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void

async function listen(answer: Answer): Promise<string> {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    answer(request, response, body)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
}

const insecure = { verify: false, ca: [] }
const open = (host: string, credential?: Credential, tokens: Tokens = new Map()) =>
  new Distribution({ host, trust: insecure, credential, tokens })

/** A registry whose tokens are given by a server of their own, as Docker Hub has it. */
async function startTokenRegistry(): Promise<{ host: string; asked: string[] }> {
  const asked: string[] = []
  const tokens = await listen((request, response, body) => {
    const url = new URL(request.url ?? '/', 'http://tokens')
    asked.push(`${request.method} ${url.searchParams} ${request.headers.authorization ?? ''} ${body}`.trim())
    const basic = request.headers.authorization
    const wrong = basic !== undefined && basic !== `Basic ${Buffer.from('ann:horse').toString('base64')}`
    if (wrong) return void response.writeHead(401).end('{"details":"incorrect username or password"}')
    const who = basic || body.includes('refresh_token=idtoken') ? 'ann' : 'anyone'
    response.end(JSON.stringify({ token: `${who}.${url.searchParams.get('scope') ?? body}`, expires_in: 300 }))
  })
  const host = await listen((request, response) => {
    const token = request.headers.authorization ?? ''
    const repository = /^\/v2\/(.+)\/tags\/list/.exec(request.url ?? '')?.[1]
    const allowed =
      token.startsWith('Bearer ann.') || (token.startsWith('Bearer anyone.') && repository !== 'ann/private')
    if (allowed) return void response.end(JSON.stringify({ tags: ['1', 'latest', '../../evil'] }))
    response.writeHead(401, {
      'www-authenticate': `Bearer realm="http://${tokens}/token",service="reg, with comma",scope="repository:x:pull"`,
    })
    response.end('{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}')
  })
  return { host, asked }
}

test('a token is got without a sign-in, by a password, and by an identity token', async () => {
  const { host, asked } = await startTokenRegistry()
  expect(await tags(open(host), 'library/nginx')).toEqual({ tags: ['1', 'latest'] })
  expect(asked[0]).toContain('scope=repository%3Alibrary%2Fnginx%3Apull')
  expect(asked[0]).toContain('service=reg%2C+with+comma')
  await expect(tags(open(host), 'ann/private')).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  const ann = open(host, { username: 'ann', password: 'horse' })
  expect((await tags(ann, 'ann/private')).tags).toEqual(['1', 'latest'])
  const byToken = open(host, { username: '', identityToken: 'idtoken' })
  expect((await tags(byToken, 'ann/private')).tags).toEqual(['1', 'latest'])
  expect(asked.at(-1)).toMatch(/^POST .*grant_type=refresh_token/)
})

test('a token is used again while it is good, but not for somebody else', async () => {
  const { host, asked } = await startTokenRegistry()
  const tokens: Tokens = new Map()
  const ann = { username: 'ann', password: 'horse' }
  await tags(open(host, ann, tokens), 'ann/private')
  await tags(open(host, ann, tokens), 'ann/private')
  expect(asked).toHaveLength(1)
  await expect(tags(open(host, undefined, tokens), 'ann/private')).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
})

test('a wrong password is told from a private image', async () => {
  const { host } = await startTokenRegistry()
  const why = (credential?: Credential) =>
    tags(open(host, credential), 'ann/private').then(
      () => '',
      (error) => error.problem.why,
    )
  expect(await why({ username: 'ann', password: 'wrong' })).toMatch(/does not take this user name and password/)
  expect(await why()).toMatch(/wants to know who asks/)
})

test('a password does not go where a registry with a certificate sends it in the clear', async () => {
  const seen: string[] = []
  const thief = await listen((request, response) => {
    seen.push(request.headers.authorization ?? '')
    response.end('{}')
  })
  const host = await listen((_request, response) =>
    response.writeHead(401, { 'www-authenticate': `Bearer realm="http://${thief}/token"` }).end(),
  )
  // As if it had answered by HTTPS: then nothing may be loosened.
  const strict = new Distribution({
    host,
    trust: { verify: true, ca: [] },
    credential: { username: 'ann', password: 'horse' },
    tokens: new Map(),
  })
  await expect(tags(strict, 'a')).rejects.toMatchObject({ code: 'TLS_FAILED' })
  expect(seen).toEqual([])
})

test('a sign-in is not taken along to another host', async () => {
  const seen: (string | undefined)[] = []
  const other = await listen((request, response) => {
    seen.push(request.headers.authorization)
    response.end(JSON.stringify({ tags: ['x'] }))
  })
  const host = await listen((request, response) => {
    if (request.headers.authorization === undefined) {
      return void response.writeHead(401, { 'www-authenticate': 'Basic realm="r"' }).end()
    }
    response.writeHead(307, { location: `http://${other}/elsewhere` }).end()
  })
  expect((await tags(open(host, { username: 'ann', password: 'horse' }), 'a')).tags).toEqual(['x'])
  expect(seen).toEqual([undefined])
})

test.each([
  ['limited', /counts what is pulled/],
  ['garbage', /something that no registry says|not what a registry says/],
  ['broken', /not what a registry says/],
  ['failing', /something that no registry says/],
  ['denied', /does not let anybody/],
])('a registry that is %s', async (repository, why) => {
  const bad = await startBadRegistry()
  try {
    await expect(tagDetail(open(bad.host), repository, 'latest')).rejects.toMatchObject({
      problem: { why: expect.stringMatching(why) },
    })
  } finally {
    await bad.close()
  }
})

test('names that lead elsewhere are not asked for', async () => {
  const registry = open('127.0.0.1:1')
  for (const name of ['../v2', 'a/../b', 'a b', 'A', '']) {
    await expect(tags(registry, name)).rejects.toMatchObject({ code: 'INVALID' })
  }
  await expect(tagDetail(registry, 'a', '../x')).rejects.toMatchObject({ code: 'INVALID' })
  await expect(currentDigest(registry, 'a', 'a/b')).rejects.toMatchObject({ code: 'INVALID' })
})

test('an answer without end is not taken in', async () => {
  const host = await listen((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    const more = () => {
      while (response.write(Buffer.alloc(65_536, ' ')));
    }
    response.on('drain', more)
    more()
  })
  await expect(repositories(open(host))).rejects.toMatchObject({ code: 'ENGINE_ERROR' })
})

test('Docker Hub is not asked for all it has', async () =>
  expect(repositories(open('docker.io'))).rejects.toMatchObject({ code: 'UNSUPPORTED' }))

test.each([
  ['Basic realm="x"', { scheme: 'basic' }],
  ['Bearer realm="https://a/t",service="s"', { scheme: 'bearer', realm: 'https://a/t', service: 's' }],
  ['bearer realm=https://a/t', { scheme: 'bearer', realm: 'https://a/t' }],
  ['Basic realm="x", Bearer realm="https://a"', { scheme: 'bearer', realm: 'https://a' }],
  ['Negotiate', undefined],
  ['Bearer nothing', undefined],
  [undefined, undefined],
])('%j', (header, challenge) => expect(challengeOf(header)).toEqual(challenge))
