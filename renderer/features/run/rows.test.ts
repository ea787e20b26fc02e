import { describe, expect, test } from 'vitest'
import { container } from '../../lib/container-sample.ts'
import { envLines, envMerged, envRow } from './env-lines.ts'
import { isReadOnly, memoryRow, memoryValue, volumeRow, volumeValue, withReadOnly } from './mount-row.ts'
import { portRow, portValue, takenPort } from './port-row.ts'

describe('ports', () => {
  test.each([
    ['80', { ip: '', host: '', container: '80', protocol: 'tcp' }],
    ['8080:80', { ip: '', host: '8080', container: '80', protocol: 'tcp' }],
    ['127.0.0.1:8080:80/udp', { ip: '127.0.0.1', host: '8080', container: '80', protocol: 'udp' }],
    ['127.0.0.1::80', { ip: '127.0.0.1', host: '', container: '80', protocol: 'tcp' }],
    ['[::1]:80:80', { ip: '::1', host: '80', container: '80', protocol: 'tcp' }],
    ['8000-8003:9000-9003', { ip: '', host: '8000-8003', container: '9000-9003', protocol: 'tcp' }],
    ['8080:', { ip: '', host: '8080', container: '', protocol: 'tcp' }],
    ['', { ip: '', host: '', container: '', protocol: 'tcp' }],
  ])('%s', (value, row) => {
    const read = portRow(value)
    expect(read).toEqual(row)
    expect(read && portValue(read)).toBe(value)
  })
  test('what a row can’t hold stays a line', () => {
    expect(portRow('published=80,target=80')).toBeUndefined()
    expect(portRow('x:80')).toBeUndefined()
  })

  const held = container({
    name: 'web',
    ports: [
      { private: 80, public: 8080, ip: '127.0.0.1', protocol: 'tcp' },
      { private: 80, public: 8081, protocol: 'tcp' },
    ],
  })
  const row = (value: string) => {
    const read = portRow(value)
    if (!read) throw new Error(value)
    return read
  }
  test.each([
    ['8080:80', { port: 8080, by: 'the container web', free: '8082' }],
    ['127.0.0.1:8080:80', { port: 8080, by: 'the container web', free: '8082' }],
    ['10.0.0.1:8080:80', undefined],
    ['10.0.0.1:8081:80', { port: 8081, by: 'the container web', free: '8082' }],
    ['8080:80/udp', undefined],
    ['80', undefined],
    ['8079-8080:1-2', { port: 8080, by: 'the container web', free: '8082-8083' }],
    ['8080-8090:80', undefined],
    ['9000:80', { port: 9000, by: 'another row of this form', free: '9001' }],
  ])('who has %s', (value, taken) => expect(takenPort(row(value), [held], [row('9000:90')])).toEqual(taken))

  test('a port that a program holds is taken, and the next free one is proposed', () => {
    const program = (port: number, ip = '127.0.0.1') => ({ protocol: 'tcp' as const, ip, port })
    const outside = [program(5000), program(5001, '::')]
    expect(takenPort(row('5000:80'), [], [], outside)).toEqual({ port: 5000, by: undefined, free: '5002' })
    expect(takenPort(row('5000:80/udp'), [], [], outside)).toBeUndefined()
    expect(takenPort(row('192.168.1.2:5000:80'), [], [], outside)).toBeUndefined()
    // A container is named before the program that holds the port for it.
    expect(takenPort(row('8081:80'), [held], [], [program(8081, '0.0.0.0')])).toMatchObject({ by: 'the container web' })
  })
})

describe('mounts', () => {
  test.each([
    ['data:/d', { kind: 'volume', source: 'data', target: '/d', options: '' }],
    ['/d', { kind: 'volume', source: '', target: '/d', options: '' }],
    ['/src:/d:ro,z', { kind: 'folder', source: '/src', target: '/d', options: 'ro,z' }],
    ['C:\\src:/d', { kind: 'folder', source: 'C:\\src', target: '/d', options: '' }],
  ])('%s', (value, row) => {
    const read = volumeRow(value)
    expect(read).toEqual(row)
    expect(read && volumeValue(read)).toBe(value)
  })
  test('memory', () => {
    expect(memoryRow('/run:size=1m')).toEqual({ kind: 'memory', source: '', target: '/run', options: 'size=1m' })
    expect(memoryValue(memoryRow('/run:size=1m'))).toBe('/run:size=1m')
  })
  test('read-only is one option among others', () => {
    const row = memoryRow('/run:size=1m,rw')
    expect(withReadOnly(row, true).options).toBe('size=1m,ro')
    expect(isReadOnly(withReadOnly(row, true))).toBe(true)
    expect(withReadOnly(withReadOnly(row, true), false).options).toBe('size=1m')
  })
})

describe('environment', () => {
  test('a .env text, as --env-file reads it', () => {
    expect(envLines('\ufeff# note\r\nA=1\n\n  B="two words" \nC\n')).toEqual(['A=1', 'B="two words" ', 'C'])
  })
  test('halves of a row', () => {
    expect(envRow('A=b=c')).toEqual({ key: 'A', value: 'b=c' })
    expect(envRow('A')).toEqual({ key: 'A', value: undefined })
  })
  test('a key that is there already takes the new value', () => {
    expect(envMerged(['A=1', '', 'B=2'], ['C=3', 'A=4'])).toEqual(['A=4', 'B=2', 'C=3'])
  })
})
