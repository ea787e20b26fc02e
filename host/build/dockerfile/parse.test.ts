import { expect, test } from 'vitest'
import { parseDockerfile } from './parse.ts'
import { lineNamed, Places } from './places.ts'
import { argsOf, stagesOf } from './stages.ts'

const TEXT = `# syntax=docker/dockerfile:1
# a comment
ARG BASE="alpine:3" OTHER=a\\ b
FROM --platform=linux/amd64 \${BASE} AS Make
arg  WORD
RUN one \\
  # a comment within
  && two \\

  && three
RUN <<EOF cat && <<-"END" sh
FROM not
EOF
	inner
	END
WORKDIR /x

FROM scratch
COPY --from=make /a /b
ENV A=1
CMD ["x"]
`

test('instructions, with their lines', () => {
  expect(parseDockerfile(TEXT).map(({ name, line, end }) => `${name} ${line}-${end}`)).toEqual([
    'ARG 3-3',
    'FROM 4-4',
    'ARG 5-5',
    'RUN 6-10',
    'RUN 11-15',
    'WORKDIR 16-16',
    'FROM 18-18',
    'COPY 19-19',
    'ENV 20-20',
    'CMD 21-21',
  ])
})

test('stages and arguments', () => {
  const instructions = parseDockerfile(TEXT)
  expect(stagesOf(instructions)).toEqual([
    { from: '${BASE}', line: 4, name: 'Make' },
    { from: 'scratch', line: 18 },
  ])
  expect(argsOf(instructions)).toEqual([
    { name: 'BASE', line: 3, normally: 'alpine:3' },
    { name: 'OTHER', line: 3, normally: 'a b' },
    { name: 'WORD', line: 5 },
  ])
})

test('where steps are written, as each builder counts them', () => {
  const places = new Places(parseDockerfile(TEXT))
  expect([places.ofStep(1), places.ofStep(4), places.ofStep(11)]).toEqual([3, 6, undefined])
  expect([places.ofStage('make', 1), places.ofStage('make', 2), places.ofStage('make', 4)]).toEqual([4, 6, 16])
  expect([places.ofStage('stage-1', 2), places.ofStage('stage-7', 1), places.ofStage(undefined, 1)]).toEqual([
    19,
    undefined,
    undefined,
  ])
  expect([places.inStage(2, 1), places.inStage(2, 3), places.inStage(3, 1)]).toEqual([18, 20, undefined])
  expect(new Places(parseDockerfile('FROM a\nRUN b\n')).ofStage(undefined, 2)).toBe(2)
})

test('another character may say that a line goes on', () => {
  const [first, second] = parseDockerfile('# escape=`\nRUN dir C:\\ `\n  /s\nCMD x')
  expect([first?.end, second?.line]).toEqual([3, 4])
})

test.each([
  ['dockerfile parse error line 3: unknown instruction: RUNN', 3],
  ['failed to solve: dockerfile parse error on line 12: unknown flag', 12],
  ['line 3 of something else', undefined],
])('%s', (why, line) => expect(lineNamed(why)).toBe(line))
