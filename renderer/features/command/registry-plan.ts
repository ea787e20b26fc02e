import type { Action } from '../../../contract/index.ts'

/** What Slipway does for a command about images on their way, or about registries. */
export type RegistryPlan =
  | { kind: 'transfer'; way: 'pull' | 'push'; reference: string; platform: string | undefined; allTags: boolean }
  | { kind: 'tag'; source: string; target: string }
  | { kind: 'login'; server: string; username: string | undefined; password: string | undefined }
  | { kind: 'logout'; server: string }
  | { kind: 'search'; term: string; limit?: number; official?: boolean; stars?: number }

type RegistryAction = Extract<Action, { kind: 'pull' | 'push' | 'tag' | 'login' | 'logout' | 'search' }>

const KINDS: readonly Action['kind'][] = [
  'pull',
  'push',
  'tag',
  'login',
  'logout',
  'search',
] satisfies readonly RegistryAction['kind'][]

export const isRegistryAction = (action: Action): action is RegistryAction => KINDS.includes(action.kind)

/** What to do for such an action. */
export function registryPlan(action: RegistryAction): RegistryPlan {
  switch (action.kind) {
    case 'pull':
    case 'push': {
      const { kind: way, reference, platform, allTags } = action
      return { kind: 'transfer', way, reference, platform, allTags }
    }
    case 'tag':
      return { kind: 'tag', source: action.source, target: action.target }
    case 'login':
      return {
        kind: 'login',
        server: action.server ?? 'docker.io',
        username: action.username,
        password: action.password,
      }
    case 'logout':
      return { kind: 'logout', server: action.server ?? 'docker.io' }
    case 'search': {
      const last = (key: string) => action.filters.findLast((filter) => filter.key === key)?.value
      const official = last('is-official')
      const stars = last('stars')
      return {
        kind: 'search',
        term: action.term,
        ...(action.limit !== undefined && action.limit > 0 && { limit: action.limit }),
        ...(official !== undefined && { official: official === 'true' || official === '1' }),
        ...(stars !== undefined && { stars: Number(stars) }),
      }
    }
  }
}

/** What such a plan does, as a button says it. */
export function registryWords(plan: RegistryPlan): string {
  switch (plan.kind) {
    case 'transfer':
      return `${plan.way === 'pull' ? 'Pull' : 'Push'} ${plan.reference}${plan.allTags ? ', every tag' : ''}…`
    case 'tag':
      return `Tag ${plan.source} as ${plan.target}…`
    case 'login':
      return `Sign in to ${plan.server}…`
    case 'logout':
      return `Sign out of ${plan.server}`
    case 'search':
      return `Search Docker Hub for ${plan.term}`
  }
}
