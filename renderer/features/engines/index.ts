import { lazyRouteComponent } from '@tanstack/react-router'

export const EnginesPage = lazyRouteComponent(() => import('./engines-page.tsx'), 'EnginesPage')
export { EngineGate } from './engine-gate.tsx'
