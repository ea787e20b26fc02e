import { lazyRouteComponent } from '@tanstack/react-router'
import { loadPart } from '../../lib/load-part.ts'

export const RunPage = lazyRouteComponent(() => loadPart(() => import('./run-page.tsx')), 'RunPage')
