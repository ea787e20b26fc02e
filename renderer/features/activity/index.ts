import { lazyRouteComponent } from '@tanstack/react-router'
import { loadPart } from '../../lib/load-part.ts'

export const ActivityPage = lazyRouteComponent(() => loadPart(() => import('./activity-page.tsx')), 'ActivityPage')
