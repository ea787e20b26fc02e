import { lazyRouteComponent } from '@tanstack/react-router'

export const RunPage = lazyRouteComponent(() => import('./run-page.tsx'), 'RunPage')
export { pasteRun } from './open-run.ts'
