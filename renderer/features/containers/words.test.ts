import { describe, expect, test } from 'vitest'
import { container } from '../../lib/container-sample.ts'
import { actionsFor } from './actions.ts'
import { publishedPorts } from './ports.ts'
import { stateTone, stateWords } from './state-words.ts'

test.each([
  [{ state: 'running' as const }, 'Running', 'good'],
  [{ state: 'running' as const, health: 'unhealthy' as const }, 'Running, unhealthy', 'bad'],
  [{ state: 'running' as const, health: 'starting' as const }, 'Running, starting', 'warn'],
  [{ state: 'exited' as const, exitCode: 0 }, 'Exited (0)', 'neutral'],
  [{ state: 'exited' as const, exitCode: 137 }, 'Exited (137)', 'bad'],
  [{ state: 'paused' as const }, 'Paused', 'warn'],
])('%o', (state, words, tone) => {
  expect(stateWords(state)).toBe(words)
  expect(stateTone(state)).toBe(tone)
})

describe('publishedPorts', () => {
  const unix = 'unix:///var/run/docker.sock'
  test('once for IPv4 and IPv6, by number, without those that are only exposed', () => {
    const ports = [
      { private: 80, public: 8080, ip: '0.0.0.0', protocol: 'tcp' },
      { private: 80, public: 8080, ip: '::', protocol: 'tcp' },
      { private: 53, public: 5353, ip: '0.0.0.0', protocol: 'udp' },
      { private: 9000, protocol: 'tcp' },
    ]
    expect(publishedPorts(ports, unix)).toEqual([
      { text: '5353:53/udp' },
      { text: '8080:80', href: 'http://localhost:8080' },
    ])
  })
  test.each([
    ['192.168.1.5', unix, 'http://192.168.1.5:1'],
    ['fd00::1', unix, 'http://[fd00::1]:1'],
    ['0.0.0.0', 'tcp://build.lan:2376', 'http://build.lan:1'],
    ['0.0.0.0', 'tcp://127.0.0.1:2375', 'http://localhost:1'],
    ['0.0.0.0', 'tcp://[::1]:2375', 'http://localhost:1'],
    ['0.0.0.0', 'npipe:////./pipe/docker_engine', 'http://localhost:1'],
  ])('bound on %s of %s', (ip, address, href) => {
    expect(publishedPorts([{ private: 1, public: 1, ip, protocol: 'tcp' }], address)).toEqual([{ text: '1:1', href }])
  })
})

test('what can be done follows the state', () => {
  const labels = (...states: Parameters<typeof container>[0][]) =>
    actionsFor(states.map(container)).map(({ label }) => label)
  expect(labels({ state: 'running' })).toEqual(['Stop', 'Restart', 'Kill', 'Pause'])
  expect(labels({ state: 'paused' })).toEqual(['Stop', 'Restart', 'Kill', 'Resume'])
  expect(labels({ state: 'exited' })).toEqual(['Start', 'Restart'])
  expect(labels({ state: 'removing' })).toEqual([])
  expect(labels({ state: 'running' }, { state: 'exited' })).toEqual(['Start', 'Stop', 'Restart', 'Kill', 'Pause'])
})
