import { lazyRouteComponent } from '@tanstack/react-router'
import { loadPart } from '../../lib/load-part.ts'

export { CleanUpHost } from './clean-up-host.tsx'
export { cleanUp } from './cleaning.ts'
/** The page of what takes room, loaded when it is first shown. */
export const DiskPage = lazyRouteComponent(() => loadPart(() => import('./disk-page.tsx')), 'DiskPage')
