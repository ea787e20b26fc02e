import { lazyPart } from '../../lib/load-part.ts'

/** When to tell that something is wrong, and whom; a part of the settings. */
export const AlertsSection = lazyPart(() => import('./alerts-section.tsx').then(({ AlertsSection: it }) => it))
export { AlertHost } from './alert-host.tsx'
