import { expect, test } from 'vitest'
import { UsageError } from '../command.ts'
import { vmArguments } from './options.ts'

const of = (line: string) => vmArguments(line.split(' '))

test('an action, its sizes and its words are read', () => {
  expect(of('start')).toMatchObject({ action: 'start', name: 'default', json: false })
  expect(of('resize --memory 1.5g --cpus 0 --disk 100GiB --name two')).toMatchObject({
    name: 'two',
    change: { memory: 1.5 * 1024 ** 3, cpus: 0, disk: 100 * 1024 ** 3 },
  })
  expect(of('shell -- ls -l --name x')).toMatchObject({
    action: 'shell',
    name: 'default',
    words: ['ls', '-l', '--name', 'x'],
  })
  expect(of('restore 20261121T150203004Z-reset --forget')).toMatchObject({
    words: ['20261121T150203004Z-reset'],
    forget: true,
  })
  expect(of('logs --console -f')).toMatchObject({ log: 'console', follow: true })
  expect(of('resize --idle 15')).toMatchObject({ change: { idleMinutes: 15 } })
  expect(of('stop --help')).toBe('help')
})

test.each([
  '',
  'fly',
  'start --fast',
  'resize',
  'resize --cpus many',
  'resize --memory -1g',
  'resize --idle soon',
  'start -- x',
  'stop now',
])('“%s” is not understood', (line) => {
  expect(() => vmArguments(line === '' ? [] : line.split(' '))).toThrow(UsageError)
})
