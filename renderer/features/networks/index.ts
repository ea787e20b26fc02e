import { lazyRouteComponent } from '@tanstack/react-router'
import { loadPart } from '../../lib/load-part.ts'

export const NetworksPage = lazyRouteComponent(() => loadPart(() => import('./list/networks-page.tsx')), 'NetworksPage')
export const NetworkPage = lazyRouteComponent(() => loadPart(() => import('./page/network-page.tsx')), 'NetworkPage')
export const NetworkMapPage = lazyRouteComponent(() => loadPart(() => import('./map/map-page.tsx')), 'NetworkMapPage')
export { findNetwork } from './find-network.ts'
export {
  type Filter as NetworkFilter,
  isCriterion as isNetworkCriterion,
  networkTest,
} from './list/filter.ts'
export { showNetworks } from './list/list-state.ts'
export { networkRows } from './members.ts'
export { NetworkHost } from './network-host.tsx'
