import { expect, test } from 'vitest'
import { lintDockerfile } from './lint.ts'

const said = (text: string) =>
  lintDockerfile(text).map(({ from, severity, what }) => [from.line + 1, severity, what] as const)

test('what cannot be built is an error, what can is less', () => {
  expect(said('FROM alpine\nRUNN x\nexpose 80\nCMD a\nCMD b\nWORKDIR app\n')).toEqual([
    [4, 'warning', expect.stringContaining('only be one CMD')],
    [2, 'error', 'Unknown instruction: RUNN'],
    [3, 'info', expect.stringContaining('uppercase')],
    [6, 'warning', expect.stringContaining('absolute')],
  ])
})

test('a place is that of the words it is about', () => {
  expect(lintDockerfile('FROM alpine\nSTOPSIGNAL nothing\n')).toMatchObject([
    { from: { line: 1, column: 11 }, to: { line: 1, column: 18 }, severity: 'error' },
  ])
})

test('what only another syntax may know is no error there', () => {
  const flag = 'FROM alpine\nCOPY --newer=1 a /b\n'
  expect(said(flag)).toMatchObject([[2, 'error', 'Unknown flag: newer']])
  expect(said(`# syntax=docker/dockerfile:1-labs\n${flag}`)).toMatchObject([[3, 'warning', 'Unknown flag: newer']])
})

test.each([
  ['nothing written yet', ' \n'],
  [
    'a stage from a stage',
    'ARG V=3\nFROM --platform=$BUILDPLATFORM alpine:$V AS a\nFROM a\nCOPY --from=0 --link /x /y\n',
  ],
  ['text in the place of a file', 'FROM alpine\nRUN <<EOF\nnot an instruction\nEOF\nCOPY <<-A /a\n\tb\nA\n'],
  ['a mount, and lines that go on', 'FROM alpine\nRUN --mount=type=cache,target=/x a && \\\n  # why\n  b\n'],
  ['a base that whoever builds says', 'ARG BASE\nFROM $BASE\nFROM ${BASE}:1\n'],
  ['backticks', '# escape=`\nFROM alpine\nRUN a `\n  b\n'],
  ['more than people write', `FROM alpine\nRUNN ${'x'.repeat(100_000)}\n`],
])('%s is left alone', (_, text) => expect(said(text)).toEqual([]))
