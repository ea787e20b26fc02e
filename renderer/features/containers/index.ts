import { lazyRouteComponent } from '@tanstack/react-router'
import { loadPart } from '../../lib/load-part.ts'

export const ContainersPage = lazyRouteComponent(
  () => loadPart(() => import('./list/containers-page.tsx')),
  'ContainersPage',
)
export const ContainerPage = lazyRouteComponent(
  () => loadPart(() => import('./page/container-page.tsx')),
  'ContainerPage',
)
export { actOnContainers } from './act-on.ts'
export { ACTIONS, type ActionInfo, actionsFor } from './actions.ts'
export { justRun } from './just-run.ts'
export { listOnly } from './list/list-state.ts'
export { TABS } from './page/tabs.ts'
export { publishedPorts } from './ports.ts'
export { RemoveHost } from './remove/remove-host.tsx'
export { removeContainers } from './removing.ts'
export { stateTone, stateWords } from './state-words.ts'
