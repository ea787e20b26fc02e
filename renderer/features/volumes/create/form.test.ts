import { expect, test } from 'vitest'
import { createVolumeCommand } from '../../../../contract/volume-commands.ts'
import { draftOf, formOf, isComplete, nameError } from './form.ts'

const empty = formOf({ driver: 'local', options: {}, labels: {} })
const free = () => false

test('a plain volume is what the command creates', () => {
  const draft = draftOf({ ...empty, name: ' data ', labels: ['team=edge', 'kept', ''] })
  expect(draft).toEqual({ name: 'data', driver: 'local', options: {}, labels: { team: 'edge', kept: '' } })
  expect(createVolumeCommand(draft)).toBe('docker volume create --label team=edge --label kept data')
})

test('NFS and Windows shares are options of the local driver', () => {
  const nfs = draftOf({ ...empty, name: 'films', kind: 'nfs', server: 'nas.local', share: '/export/films' })
  expect(nfs.options).toEqual({ type: 'nfs', o: 'addr=nas.local,rw,nfsvers=4', device: ':/export/films' })
  const cifs = draftOf({
    ...{ ...empty, name: 'docs', kind: 'cifs', server: '10.0.0.5', share: 'docs', user: 'ann', readOnly: true },
    password: 's3cret',
  })
  expect(cifs.options).toEqual({
    ...{ type: 'cifs', device: '//10.0.0.5/docs' },
    o: 'username=ann,password=s3cret,addr=10.0.0.5,ro,vers=3.0',
  })
  expect(createVolumeCommand(cifs)).not.toContain('s3cret')
})

test('what a person adds goes before what the kind says', () => {
  const own = draftOf({ ...empty, kind: 'nfs', server: 'a', share: 'b', options: ['o=addr=a,soft'] })
  expect(own.options.o).toBe('addr=a,soft')
})

test('a draft comes back as it was filled in', () => {
  const draft = { name: 'x1', driver: 'rclone', options: { remote: 's3:a=b' }, labels: { a: '' } }
  expect(draftOf(formOf(draft))).toEqual(draft)
})

test('names by the engine’s rule', () => {
  expect(nameError('my_volume.2-a', free)).toBeUndefined()
  expect(nameError('', free)).toBeUndefined()
  for (const name of ['a', '_a', '.a', '-a', 'a b', 'a/b', '../x', 'ä1', 'a'.repeat(256)])
    expect(nameError(name, free), name).toBeDefined()
  expect(nameError('data', () => true)).toContain('already')
})

test('what is not filled in, and what would begin another option', () => {
  expect(isComplete({ ...empty, kind: 'nfs', server: 'a' })).toBe(false)
  expect(isComplete({ ...empty, kind: 'cifs', server: 'a', share: 'b', password: 'x,dir_mode=0777' })).toBe(false)
  expect(isComplete({ ...empty, kind: 'driver' })).toBe(false)
  expect(isComplete(empty)).toBe(true)
})
