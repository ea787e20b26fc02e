import { expect, test } from 'vitest'
import { explainCommandLine, understand } from './index.ts'

const actionOf = (text: string) => understand(text).action
const problemsOf = (text: string) => understand(text).problems.map(({ what }) => what)
const transfer = { allTags: false, quiet: false }

test.each([
  ['docker pull nginx', { kind: 'pull', reference: 'nginx', ...transfer }],
  [
    'docker image pull -q --platform linux/arm64 quay.io/coreos/etcd:v3.5.4',
    { kind: 'pull', reference: 'quay.io/coreos/etcd:v3.5.4', allTags: false, quiet: true, platform: 'linux/arm64' },
  ],
  [
    'docker pull --all-tags --disable-content-trust a/b',
    { kind: 'pull', reference: 'a/b', allTags: true, quiet: false },
  ],
  ['docker push -a localhost:5000/app', { kind: 'push', reference: 'localhost:5000/app', allTags: true, quiet: false }],
  ['docker image tag 0123456789ab ann/app:1', { kind: 'tag', source: '0123456789ab', target: 'ann/app:1' }],
  ['docker login', { kind: 'login', passwordStdin: false }],
  ['docker login -u ann ghcr.io', { kind: 'login', username: 'ann', server: 'ghcr.io', passwordStdin: false }],
  ['docker logout ghcr.io', { kind: 'logout', server: 'ghcr.io' }],
  [
    'docker search --filter is-official=true -f stars=3 --limit 5 --no-trunc nginx',
    {
      kind: 'search',
      term: 'nginx',
      limit: 5,
      noTrunc: true,
      filters: [
        { key: 'is-official', value: 'true' },
        { key: 'stars', value: '3' },
      ],
    },
  ],
])('%s', (line, action) => {
  const { problems, command = '', ...reading } = understand(line)
  expect(problems).toEqual([])
  expect(reading.action).toEqual(action)
  expect(actionOf(command)).toEqual(action)
})

test.each([
  ['docker pull', /of what/],
  ['docker pull a b', /one name/],
  ['docker pull NGINX', /capital letters/],
  ['docker pull -a nginx:alpine', /All tags/],
  ['docker pull --platform moon nginx', /platform/],
  ['docker pull --disable-content-trust=false nginx', /Content Trust/],
  [`docker push ${'0'.repeat(64)}`, /no ids/],
  ['docker tag a', /needs 2 names/],
  ['docker tag a B', /capital letters/],
  [`docker tag a b@sha256:${'0'.repeat(64)}`, /digest/],
  ['docker login a b', /one name/],
  ['docker login -p x --password-stdin', /either given or piped/],
  ['docker login --password-stdin', /needs a user name/],
  ['docker search', /of what/],
  ['docker search --limit 101 x', /1 to 100/],
  ['docker search --filter age=3 x', /no filter/],
  ['docker pull --tag x nginx', /no flag --tag/],
])('refused: %s', (line, what) => expect(problemsOf(line).join(' ')).toMatch(what))

const SECRET = 'corréct-horse'

test.each([
  `docker login -u ann -p ${SECRET} ghcr.io`,
  `docker login -u ann -p${SECRET}`,
  `docker login -u ann --password=${SECRET} ghcr.io`,
  `docker login -u ann --password "${SECRET}"`,
  `docker login --bogus -p ${SECRET}`,
  `docker login a b c -p ${SECRET}`,
  `echo ${SECRET} | docker login -u ann --password-stdin ghcr.io`,
  `printf '%s' ${SECRET} | sudo docker login -u ann --password-stdin`,
  `docker login -u ann --password-stdin <<< ${SECRET}`,
  `docker login -u ann --password-stdin <<EOF\n${SECRET}\nEOF`,
  `PASS=${SECRET} docker login -u ann -p $PASS`,
])('a password is said nowhere but in its field: %s', async (line) => {
  const { action, ...said } = understand(line)
  expect(JSON.stringify({ ...said, environment: undefined })).not.toContain(SECRET)
  const explained = await explainCommandLine(line, { environment: { PASS: SECRET }, folder: '/', home: '/' })
  expect(JSON.stringify(explained)).not.toContain(SECRET)
  if (action?.kind === 'login' && action.password !== undefined) expect([SECRET, '$PASS']).toContain(action.password)
})

test('the password reaches the form', () => {
  expect(actionOf(`docker login -u ann -p '${SECRET}'`)).toMatchObject({ username: 'ann', password: SECRET })
})

test('what is sent to the engine', async () => {
  const requests = async (line: string) =>
    (await explainCommandLine(line, { environment: {}, folder: '/', home: '/' })).requests
  expect(await requests('docker pull nginx')).toMatchObject([
    { method: 'POST', path: '/images/create', query: { fromImage: 'docker.io/library/nginx', tag: 'latest' } },
  ])
  expect(await requests('docker push localhost:5000/a:1')).toMatchObject([
    { method: 'POST', path: '/images/localhost:5000/a/push', query: { tag: '1' } },
  ])
  expect(await requests('docker tag a b:2')).toMatchObject([
    { method: 'POST', path: '/images/a/tag', query: { repo: 'docker.io/library/b', tag: '2' } },
  ])
  expect(await requests('docker login -u ann -p x')).toEqual([
    {
      method: 'POST',
      path: '/auth',
      query: {},
      body: { username: 'ann', serveraddress: 'https://index.docker.io/v1/' },
    },
  ])
  expect(await requests('docker logout')).toEqual([])
})
