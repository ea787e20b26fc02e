import type { Action, Container } from '../../../contract/index.ts'

type Target = Extract<Action, { kind: 'stop' }>['targets'][number]
type ContainerSet = Extract<Target, { set: unknown }>['set']

/** The containers that an action is about; what can’t be found or asked is named. */
export type Found = { containers: Container[]; missing: string[]; unknown: string[] }

/** Looks a command’s targets up among the containers, as the engine would. */
export function findTargets(
  targets: readonly Target[],
  all: readonly Container[],
  idsOf: (set: ContainerSet) => readonly string[] | undefined = () => undefined,
): Found {
  const found = new Map<string, Container>()
  const missing: string[] = []
  const unknown: string[] = []
  for (const target of targets) {
    if ('name' in target) {
      const one = findOne(target.name, all)
      if (one) found.set(one.id, one)
      else missing.push(target.name)
      continue
    }
    if (target.set.filters.every(isOurs)) {
      for (const one of inSet(target.set, all)) found.set(one.id, one)
      continue
    }
    const ids = idsOf(target.set)
    if (!ids) unknown.push(...target.set.filters.filter((filter) => !isOurs(filter)).map(({ key }) => key))
    for (const one of all) if (ids?.includes(one.id)) found.set(one.id, one)
  }
  return { containers: [...found.values()], missing, unknown }
}

/** A container by its full id, its name, or the only one whose id begins so. */
export function findOne(name: string, all: readonly Container[]): Container | undefined {
  const bare = name.replace(/^\//, '')
  const exact = all.find((one) => one.id === bare) ?? all.find((one) => one.name === bare)
  if (exact) return exact
  const begun = /^[0-9a-f]+$/.test(bare) ? all.filter(({ id }) => id.startsWith(bare)) : []
  return begun.length === 1 ? begun[0] : undefined
}

const FILTERS: Record<string, (one: Container, value: string) => boolean> = {
  id: ({ id }, value) => id.startsWith(value),
  name: ({ name }, value) => matches(name, value) || matches(`/${name}`, value),
  status: ({ state }, value) => state === value,
  exited: ({ state, exitCode }, value) => state === 'exited' && String(exitCode) === value,
  health: ({ health = 'none' }, value) => health === value,
  network: ({ networks }, value) => networks.includes(value),
  volume: ({ mounts }, value) => mounts.some(({ name, destination }) => name === value || destination === value),
  ancestor: ({ image, imageId }, value) =>
    image === value || image === `${value}:latest` || imageId.replace('sha256:', '').startsWith(value),
  label: ({ labels }, value) => {
    const at = value.indexOf('=')
    const key = at < 0 ? value : value.slice(0, at)
    return Object.hasOwn(labels, key) && (at < 0 || labels[key] === value.slice(at + 1))
  },
}

/** Whether a filter can be applied here; the others are the engine’s to apply. */
export const isOurs = ({ key }: { key: string }): boolean => Object.hasOwn(FILTERS, key)

/** The engine takes a name’s filter as a regular expression. */
function matches(text: string, pattern: string): boolean {
  try {
    return new RegExp(pattern).test(text)
  } catch {
    // Go’s expressions and JavaScript’s differ; what only Go can read is searched as text.
    return text.includes(pattern)
  }
}

function inSet({ all: stopped, last, filters }: ContainerSet, all: readonly Container[]): Container[] {
  const keys = [...new Set(filters.map(({ key }) => key))]
  const wide = stopped || last !== undefined || keys.includes('status')
  const lives = ({ state }: Container) => state === 'running' || state === 'paused' || state === 'restarting'
  const fit = all.filter(
    (one) =>
      (wide || lives(one)) &&
      keys.every((key) => {
        const values = filters.filter((filter) => filter.key === key).map(({ value }) => value)
        const fits = (value: string) => FILTERS[key]?.(one, value) ?? false
        return key === 'label' ? values.every(fits) : values.some(fits)
      }),
  )
  const newest = fit.toSorted((a, b) => b.created - a.created)
  return last === undefined || last < 1 ? newest : newest.slice(0, last)
}
