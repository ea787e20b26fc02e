import { expect, test } from 'vitest'
import { formFlags, formOf, readForm } from './form.ts'
import { spell } from './spell.ts'
import { understand } from './understand.ts'

const engine = { apiVersion: '1.45' }

function runOf(text: string) {
  const { action } = understand(text)
  if (action?.kind !== 'run') throw new Error(`this is no docker run: ${text}`)
  return action.run
}

test.each([
  'docker run -dit --name web --restart on-failure:3 -p 127.0.0.1:8080:80/udp nginx',
  "docker create -v data:/d:ro --tmpfs /run:size=1m -e A -e 'B=c d' --entrypoint '' nginx sh -c 'a | b'",
  'docker run --sig-proxy=false --init=false --memory 512m --cpus 1.5 --mount type=volume,source=a,target=/b nginx',
  'docker run --network name=front,alias=web --gpus all --ulimit nofile=1:2 --health-interval 5s nginx',
])('%s goes into the form and comes back', (text) => {
  const run = runOf(text)
  expect(readForm(formOf(run), engine)).toEqual({ run, problems: [] })
})

test('what is wrong is said at its value', () => {
  const flags = { publish: ['80:80', '', 'x:80'], memory: ['lots'], nonsense: ['1'] }
  const { problems } = readForm({ verb: 'run', image: 'Nginx', command: [], flags }, engine)
  expect(problems.map(({ flags: [flag], at }) => [flag, at])).toEqual([
    ['image', undefined],
    ['publish', 2],
    ['memory', undefined],
    ['nonsense', undefined],
  ])
})

test('what does not go together is said at its flags', () => {
  const flags = { rm: ['true'], restart: ['always'] }
  const { problems } = readForm({ verb: 'run', image: 'nginx', command: [], flags }, engine)
  expect(problems).toMatchObject([{ flags: expect.arrayContaining(['restart']) }])
})

test('what only docker run takes is left out of docker create', () => {
  const { run, problems } = readForm(
    { verb: 'create', image: 'nginx', command: [], flags: { detach: ['true'] } },
    engine,
  )
  expect(problems).toEqual([])
  expect(spell(run)).toBe('docker create nginx')
})

test('each flag says what it takes, and whether the engine can do it', () => {
  const flags = new Map(formFlags({ apiVersion: '1.41' }).map((flag) => [flag.name, flag]))
  expect(flags.get('publish')).toMatchObject({ kind: 'values', short: 'p', group: 'network' })
  expect(flags.get('rm')).toMatchObject({ kind: 'truth', normally: false })
  expect(flags.get('sig-proxy')).toMatchObject({ kind: 'truth', normally: true })
  expect(flags.get('memory')).toMatchObject({ kind: 'value', group: 'limits' })
  expect(flags.get('annotation')?.lacking).toContain('1.43')
  expect(flags.get('cpu-count')?.lacking).toContain('Windows')
})

test('a path that is not whole is said at its value', () => {
  const flags = { volume: ['web:/a', './b:/b'], 'env-file': ['.env'] }
  const { problems } = readForm({ verb: 'run', image: 'nginx', command: [], flags }, engine)
  expect(problems).toMatchObject([
    { flags: ['volume'], at: 1, what: expect.stringContaining('./b') },
    { flags: ['env-file'], at: 0, what: expect.stringContaining('whole path') },
  ])
})
