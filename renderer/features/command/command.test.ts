import { expect, test } from 'vitest'
import { explained, stretches } from './explained.ts'
import { isCommand } from './is-command.ts'

test.each(['docker run x', ' $ docker ps', 'sudo podman ps', 'FOO=1 docker run x', 'nerdctl', 'docker.exe ps'])(
  '%s is a command',
  (text) => expect(isCommand(text)).toBe(true),
)
test.each(['dockerfile', 'stop web', 'my docker run', ''])('%j is none', (text) => expect(isCommand(text)).toBe(false))

const text = 'docker run --name web nginx echo hi | cat'
const word = (part: string, role: Parameters<typeof explained>[0]['words'][number]['role'], about: string) => {
  const start = text.indexOf(part)
  return { start, end: start + part.length, text: part, role, about }
}
const words = [
  word('docker', 'program', 'docker'),
  word('--name', 'flag', 'names the container'),
  word('web', 'value', 'the value of --name'),
  word('nginx', 'image', 'the image'),
  word('echo', 'argument', 'the command to run in it'),
  word('hi', 'argument', 'an argument of the command'),
  word('cat', 'not taken', 'another command: it is not run'),
]

test('a flag stands with its value, and the command with its arguments', () => {
  expect(explained({ words }).map((line) => [line.words, line.about, line.taken])).toEqual([
    ['docker', 'docker', true],
    ['--name web', 'names the container', true],
    ['nginx', 'the image', true],
    ['echo hi', 'the command to run in it, with its arguments', true],
    ['cat', 'another command: it is not run', false],
  ])
})

test('what is wrong or left out is marked where it stands, and nothing of the text is lost', () => {
  const problems = [{ start: 18, end: 21, text: 'web', what: 'No.', next: '' }]
  const parts = stretches(text, { words, problems })
  expect(parts.map(({ text: part }) => part).join('')).toBe(text)
  expect(parts.filter(({ look }) => look !== 'plain').map(({ text: part, look }) => [part, look])).toEqual([
    ['web', 'wrong'],
    ['cat', 'left'],
  ])
})
