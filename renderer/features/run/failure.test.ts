import { expect, test } from 'vitest'
import { blame } from './failure.ts'

test.each([
  [
    'Conflict. The container name "/web" is already in use by container "f00". You have to remove (or rename) that container.',
    { name: ['web'] },
    { flag: 'name', at: 0 },
  ],
  [
    'driver failed programming external connectivity on endpoint x (f00): Bind for 0.0.0.0:8080 failed: port is already allocated',
    { publish: ['8443:443', '8080:80'] },
    { flag: 'publish', at: 1 },
  ],
  ['network nowhere not found', { network: ['somewhere', 'nowhere'] }, { flag: 'network', at: 1 }],
  ['network nowhere not found', { network: ['name=nowhere,ip=10.0.0.2'] }, { flag: 'network', at: 0 }],
  ['No such container: gone', { pid: ['container:gone'], network: ['host'] }, { flag: 'pid', at: 0 }],
  ['manifest for nginx:nope not found: manifest unknown: manifest unknown', {}, { flag: 'image' }],
  [
    'failed to create shim: OCI runtime create failed: exec: "nope": executable file not found in $PATH: unknown',
    {},
    { flag: 'command' },
  ],
  ['Range of CPUs is from 0.01 to 2.00, as there are only 2 CPUs available', { cpus: ['9'] }, { flag: 'cpus', at: 0 }],
  ['the disk is full', { name: ['disk'] }, undefined],
])('%s', (why, given, expected) => expect(blame(why, given)).toEqual(expected))
