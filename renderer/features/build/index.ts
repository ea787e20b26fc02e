import { lazyRouteComponent } from '@tanstack/react-router'
import { loadPart } from '../../lib/load-part.ts'

export const BuildPage = lazyRouteComponent(() => loadPart(() => import('./build-page.tsx')), 'BuildPage')
export const BuildRunPage = lazyRouteComponent(
  () => loadPart(() => import('./outline/build-run-page.tsx')),
  'BuildRunPage',
)
