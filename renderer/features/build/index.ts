import { lazyRouteComponent } from '@tanstack/react-router'

export const BuildPage = lazyRouteComponent(() => import('./build-page.tsx'), 'BuildPage')
export const BuildRunPage = lazyRouteComponent(() => import('./outline/build-run-page.tsx'), 'BuildRunPage')
