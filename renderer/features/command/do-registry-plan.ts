import { hubQuery, pullImage, pushImage, signInTo, signOut, tagImage } from '../registries/index.ts'
import type { RegistryPlan } from './registry-plan.ts'

/** Opens the dialog that a command about images or registries fills; signing out is done at once. */
export function doRegistryPlan(engine: string, plan: RegistryPlan, page: (page: string) => void): void {
  switch (plan.kind) {
    case 'transfer': {
      const { way, reference, platform, allTags } = plan
      const start = { reference, platform, allTags }
      if (way === 'pull') pullImage(engine, start)
      else pushImage(engine, start)
      return
    }
    case 'tag':
      tagImage(engine, plan.source, plan.target)
      return
    case 'login':
      signInTo(engine, plan.server, { username: plan.username, password: plan.password })
      return
    case 'logout':
      signOut(engine, plan.server)
      return
    case 'search': {
      const { kind: _, ...query } = plan
      hubQuery.set(query)
      page('registries')
    }
  }
}
