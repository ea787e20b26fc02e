import { expect, test } from 'vitest'
import { consequences } from './removal.ts'

const loss = { id: 'a', name: 'web', running: false, writable: 0, anonymousVolumes: [], namedVolumes: [] }
const off = { force: false, volumes: false }
const texts = (...args: Parameters<typeof consequences>) =>
  consequences(...args).map(({ kind, text }) => `${kind}: ${text}`)

test('a running one is killed by force and refused without', () => {
  expect(texts({ ...loss, running: true }, off)[0]).toBe('refused: It is running: without Force it is not removed.')
  expect(texts({ ...loss, running: true }, { ...off, force: true })[0]).toBe('lost: It is running and will be killed.')
})

test('the writable layer is named by its size, or as unknown', () => {
  expect(texts({ ...loss, writable: 12_300_000 }, off)).toEqual(['lost: 12.3 MB of files it wrote are lost.'])
  expect(texts(loss, off)).toEqual(['kept: It wrote no files of its own.'])
  const { writable: _, ...unknown } = loss
  expect(texts(unknown, off)[0]).toContain('did not say in time')
})

test('anonymous volumes go only when asked; named ones stay', () => {
  const both = { ...loss, anonymousVolumes: ['f00'], namedVolumes: ['data', 'cache'] }
  expect(texts(both, off)).toContain('kept: 1 anonymous volume stays, without an owner.')
  expect(texts(both, { ...off, volumes: true })).toContain('lost: 1 anonymous volume and what is in it are lost.')
  expect(texts(both, { ...off, volumes: true })).toContain('kept: Volumes data, cache stay.')
})
