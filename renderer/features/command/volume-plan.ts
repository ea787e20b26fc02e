import type { Action, Container, Volume } from '../../../contract/index.ts'
import { EVERYTHING } from '../../lib/list-filter.ts'
import { filteredVolumes, VOLUME_CRITERIA } from '../volumes/index.ts'
import type { Plan } from './plan.ts'

type VolumeAction = Extract<Action, { kind: 'createVolume' | 'volumes' | 'inspectVolumes' | 'removeVolumes' }>

const ON_VOLUMES: ReadonlySet<Action['kind']> = new Set<VolumeAction['kind']>([
  'createVolume',
  'volumes',
  'inspectVolumes',
  'removeVolumes',
])

/** Whether an action is about volumes. */
export function isOfVolumes(action: Action): action is VolumeAction {
  return ON_VOLUMES.has(action.kind)
}

/** What to do for an action on volumes, given what is there. */
export function volumePlanOf(
  action: VolumeAction,
  volumes: readonly Volume[],
  containers: readonly Container[],
): Extract<Plan, { kind: 'nothing' | 'create-volume' | 'volumes' | 'volume' | 'remove-volumes' }> {
  const known = new Set(volumes.map(({ id }) => id))
  switch (action.kind) {
    case 'createVolume': {
      const { name, driver = 'local', options, labels } = action
      if (name !== undefined && known.has(name))
        return nothing(`There is a volume “${name}” already.`, 'The engine would leave it as it is.')
      const record = (pairs: typeof options) => Object.fromEntries(pairs.map(({ key, value }) => [key, value]))
      return {
        kind: 'create-volume',
        draft: { ...(name !== undefined && { name }), driver, options: record(options), labels: record(labels) },
      }
    }
    case 'volumes': {
      const unknown = action.filters.find(({ key }) => !VOLUME_CRITERIA.has(key))
      if (unknown) return onlyEngine(unknown.key)
      return { kind: 'volumes', filter: { ...EVERYTHING, criteria: action.filters } }
    }
    case 'inspectVolumes': {
      const name = action.volumes.find((one) => known.has(one))
      return name === undefined ? notThere(action.volumes) : { kind: 'volume', name, tab: 'inspect' }
    }
    case 'removeVolumes': {
      const names = new Set<string>()
      const missing: string[] = []
      for (const one of action.volumes) {
        if ('name' in one) {
          if (known.has(one.name)) names.add(one.name)
          else missing.push(one.name)
        } else {
          const unknown = one.set.filters.find(({ key }) => !VOLUME_CRITERIA.has(key))
          if (unknown) return onlyEngine(unknown.key)
          for (const { id } of filteredVolumes(volumes, containers, one.set.filters)) names.add(id)
        }
      }
      return names.size === 0 ? notThere(missing) : { kind: 'remove-volumes', names: [...names], missing }
    }
  }
}

const nothing = (why: string, next: string) => ({ kind: 'nothing' as const, why, next })
const onlyEngine = (key: string) =>
  nothing(`Only the engine can apply the filter “${key}”.`, 'Choose them in the list.')
const notThere = (missing: readonly string[]) =>
  missing.length === 0
    ? nothing('No volume fits.', 'There is nothing to do.')
    : nothing(`No volume is named ${missing.join(', ')}.`, 'Look at the list for its name.')
