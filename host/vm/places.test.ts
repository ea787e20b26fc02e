import { expect, test } from 'vitest'
import { readVmPlaces } from './places.ts'

test('places come out of their words as they went in', () => {
  const places = { images: '/a b', builder: undefined, keeper: ['/Slipway', '--keep-vm'] } as const
  expect(readVmPlaces(JSON.stringify(places))).toEqual(places)
  expect(readVmPlaces(JSON.stringify({ ...places, builder: '/build.ts' }))).toMatchObject({ builder: '/build.ts' })
  expect(readVmPlaces(JSON.stringify({ ...places, keeper: [] }))).toBeUndefined()
  expect(readVmPlaces('')).toBeUndefined()
})
