import type { Action } from '../../contract/action.ts'
import { type EngineRequest, filtersQuery, request } from './engine-request.ts'

type VolumeAction = Extract<Action, { kind: 'createVolume' | 'volumes' | 'inspectVolumes' | 'removeVolumes' }>

/** The Engine API requests of a command about volumes, in order. */
export function volumeRequests(action: VolumeAction): EngineRequest[] {
  switch (action.kind) {
    case 'createVolume':
      return [request('POST', '/volumes/create', {}, createBody(action))]
    case 'volumes':
      return [request('GET', '/volumes', { filters: filtersQuery(action.filters) })]
    case 'inspectVolumes':
      return action.volumes.map((name) => request('GET', of(name)))
    case 'removeVolumes':
      return action.volumes.flatMap((one) => {
        const query = { force: action.force }
        if ('name' in one) return [request('DELETE', of(one.name), query)]
        return [
          request('GET', '/volumes', { filters: filtersQuery(one.set.filters) }),
          request('DELETE', '/volumes/{id}', query),
        ]
      })
  }
}

const of = (name: string) => `/volumes/${encodeURIComponent(name)}`

function createBody({ name, driver = 'local', options, labels }: Extract<VolumeAction, { kind: 'createVolume' }>) {
  const record = (pairs: typeof options) => Object.fromEntries(pairs.map(({ key, value }) => [key, value]))
  return {
    Driver: driver,
    ...(options.length > 0 && { DriverOpts: record(options) }),
    ...(labels.length > 0 && { Labels: record(labels) }),
    ...(name !== undefined && { Name: name }),
  }
}
