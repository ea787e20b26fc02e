import { lazyRouteComponent } from '@tanstack/react-router'
import { lazy } from 'react'

export { pullImage, pushImage, signInTo, tagImage } from './asked.ts'
export { hubQuery } from './hub-query.ts'
export { RegistryHost } from './registry-host.tsx'
export const RegistriesPage = lazyRouteComponent(() => import('./browse/registries-page.tsx'), 'RegistriesPage')
export const RegistriesSection = lazy(() =>
  import('./registries-section.tsx').then(({ RegistriesSection: it }) => ({ default: it })),
)
export { TransferDialog, useBegun } from './transfer-dialog.tsx'
