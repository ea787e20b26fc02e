import { expect, test } from 'vitest'
import { blame } from './failure.ts'

test.each([
  [
    'Conflict. The container name "/web" is already in use by container "f00". You have to remove (or rename) that container.',
    { flag: 'name' },
  ],
  [
    'driver failed programming external connectivity on endpoint x (f00): Bind for 0.0.0.0:8080 failed: port is already allocated',
    { flag: 'publish', port: '8080' },
  ],
  [
    'driver failed programming external connectivity on endpoint x: Error starting userland proxy: listen tcp4 0.0.0.0:8080: bind: address already in use',
    { flag: 'publish', port: '8080' },
  ],
  ['network nowhere not found', { flag: 'network' }],
  ['manifest for nginx:nope not found: manifest unknown: manifest unknown', { flag: 'image' }],
  [
    'failed to create shim: OCI runtime create failed: exec: "nope": executable file not found in $PATH: unknown',
    { flag: 'command' },
  ],
  ['Range of CPUs is from 0.01 to 2.00, as there are only 2 CPUs available', { flag: 'cpus' }],
  ['the disk is full', undefined],
])('%s', (why, expected) => expect(blame(why)).toEqual(expected))
