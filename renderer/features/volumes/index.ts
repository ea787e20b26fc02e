import { lazyRouteComponent } from '@tanstack/react-router'
import { loadPart } from '../../lib/load-part.ts'

export const VolumesPage = lazyRouteComponent(() => loadPart(() => import('./list/volumes-page.tsx')), 'VolumesPage')
export const VolumePage = lazyRouteComponent(() => loadPart(() => import('./page/volume-page.tsx')), 'VolumePage')
export { createVolume } from './creating.ts'
export {
  CRITERIA as VOLUME_CRITERIA,
  type Filter as VolumeFilter,
  filteredVolumes,
} from './list/filter.ts'
export { removeVolumes } from './removing.ts'
export { showVolumes } from './show-volumes.ts'
export { VolumeHost } from './volume-host.tsx'
