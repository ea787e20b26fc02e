import { expect, test } from 'vitest'
import type { BuildFacts, BuildPatch } from '../../contract/index.ts'
import { ClassicOutput } from './classic/output.ts'
import { parseDockerfile } from './dockerfile/parse.ts'
import { Places } from './dockerfile/places.ts'
import { Outline } from './outline.ts'

const FACTS: BuildFacts = {
  engine: 'e',
  command: '',
  builder: 'classic',
  build: {
    context: '/',
    tags: [],
    args: [],
    labels: [],
    platforms: [],
    noCache: false,
    pull: false,
    secrets: [],
    more: {},
  },
  dockerfile: { path: '', text: '' },
  sent: { bytes: 0 },
  warnings: [],
}

/** All that one reader sees until there is nothing more at once. */
async function seen(outline: Outline): Promise<BuildPatch> {
  const stop = new AbortController()
  const steps: BuildPatch['steps'] = []
  const logs: BuildPatch['logs'] = []
  const reader = outline.watch(stop.signal)
  while (true) {
    const { value, done } = await reader.next()
    if (done) break
    steps.push(...value.steps)
    logs.push(...value.logs)
    if (value.logs.reduce((sum, { lines }) => sum + lines.length, 0) < 2_000) break
  }
  stop.abort()
  return { facts: outline.facts, steps, logs }
}

test('lines come whole, the last one when the step ends', async () => {
  const outline = new Outline(FACTS)
  outline.log('a', 'one\ntw')
  outline.log('a', 'o\nthree')
  expect((await seen(outline)).logs).toEqual([{ step: 'a', from: 0, lines: ['one', 'two'] }])
  outline.put('a', { ended: 1 })
  expect((await seen(outline)).logs).toEqual([{ step: 'a', from: 0, lines: ['one', 'two', 'three'] }])
})

test('a log without end is cut at its beginning, and says so', async () => {
  const outline = new Outline(FACTS)
  for (let n = 0; n < 6_000; n++) outline.log('a', `${n} ${'x'.repeat(1_000)}\n`)
  const { logs, steps } = await seen(outline)
  expect(steps.at(-1)?.lines).toBe(6_000)
  expect(logs[0]?.from).toBeGreaterThan(1_500)
  expect(logs.at(-1)?.lines.at(-1)).toMatch(/^5999 /)
  const size = logs.flatMap(({ lines }) => lines).reduce((sum, line) => sum + line.length, 0)
  expect(size).toBeLessThan(4_100_000)
})

test('what writes over one line for ever does not grow', async () => {
  const outline = new Outline(FACTS)
  for (let n = 0; n < 5_000; n++) outline.log('a', `\r${n} of 5000 ${'.'.repeat(100)}`)
  outline.put('a', { ended: 1 })
  const [log] = (await seen(outline)).logs
  expect(log?.lines).toHaveLength(1)
  expect(log?.lines[0]?.length).toBeLessThan(21_000)
})

test('a program that prints what looks like a step is taken for a program', () => {
  const outline = new Outline(FACTS)
  const output = new ClassicOutput(outline, new Places(parseDockerfile('FROM a\nRUN b\nRUN c\n')))
  const say = (stream: string) => output.take(JSON.stringify({ stream }), 1)
  say('Step 1/3 : FROM a')
  say(' ---> 0123\n')
  say('Step 2/3 : RUN b')
  say('Step 1/1 : FROM evil\n')
  say('Step 3/3 : RUN c')
  say(' ---> Using cache\n')
  output.finish(2)
  expect(['1/1', '1/2', '1/3'].map((id) => outline.step(id))).toMatchObject([
    { text: 'FROM a', state: 'done', line: 1 },
    { text: 'RUN b', state: 'done', line: 2 },
    { text: 'RUN c', state: 'cached', line: 3, ended: 2 },
  ])
})

test('Podman’s words of several stages', () => {
  const outline = new Outline(FACTS)
  const output = new ClassicOutput(outline, new Places(parseDockerfile('FROM a AS x\nRUN b\nFROM c\nENV A=1\n')))
  for (const stream of [
    '[1/2] STEP 1/2: FROM a AS x\n',
    '[1/2] STEP 2/2: RUN b\n',
    '--> Using cache 1\n',
    '[2/2] STEP 1/2: FROM c\n',
    '[2/2] STEP 2/2: ENV A=1\n',
    'COMMIT\n',
    `Successfully built ${'a'.repeat(12)}\n`,
  ])
    output.take(JSON.stringify({ stream }), 1)
  expect(outline.step('1/2')).toMatchObject({ state: 'cached', stage: 'stage 1', line: 2 })
  expect(outline.step('2/2')).toMatchObject({ text: 'ENV A=1', line: 4 })
  expect(output.image).toBe('a'.repeat(12))
})
