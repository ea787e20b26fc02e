import { lazyRouteComponent } from '@tanstack/react-router'
import { loadPart } from '../../lib/load-part.ts'

/** How the engine is, and what needs a person; loaded when it is first shown. */
export const DashboardPage = lazyRouteComponent(() => loadPart(() => import('./dashboard-page.tsx')), 'DashboardPage')
