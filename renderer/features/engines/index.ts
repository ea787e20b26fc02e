import { lazyRouteComponent } from '@tanstack/react-router'
import { loadPart } from '../../lib/load-part.ts'

export const EnginesPage = lazyRouteComponent(() => loadPart(() => import('./engines-page.tsx')), 'EnginesPage')
export { EngineGate } from './engine-gate.tsx'
