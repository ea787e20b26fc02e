import { lazyRouteComponent } from '@tanstack/react-router'

export const ActivityPage = lazyRouteComponent(() => import('./activity-page.tsx'), 'ActivityPage')
