import { lazyRouteComponent } from '@tanstack/react-router'
import { lazyPart, loadPart } from '../../lib/load-part.ts'

export { pullImage, pushImage, signInTo, tagImage } from './asked.ts'
export { hubQuery } from './hub-query.ts'
export { RegistryHost } from './registry-host.tsx'
export const RegistriesPage = lazyRouteComponent(
  () => loadPart(() => import('./browse/registries-page.tsx')),
  'RegistriesPage',
)
export const RegistriesSection = lazyPart(() =>
  import('./registries-section.tsx').then(({ RegistriesSection: it }) => it),
)
export { signOut } from './sign-out.ts'
