import { createHashHistory, createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router'
import { ActivityPage } from '../features/activity/index.ts'
import { BuildPage, BuildRunPage } from '../features/build/index.ts'
import { ContainerPage, ContainersPage } from '../features/containers/index.ts'
import { DashboardPage } from '../features/dashboard/index.ts'
import { DiskPage } from '../features/disk/index.ts'
import { EnginesPage } from '../features/engines/index.ts'
import { ImagePage, ImagesPage } from '../features/images/index.ts'
import { NetworkMapPage, NetworkPage, NetworksPage } from '../features/networks/index.ts'
import { WhatHappenedPage } from '../features/recorder/index.ts'
import { RegistriesPage } from '../features/registries/index.ts'
import { RunPage } from '../features/run/index.ts'
import { SettingsPage } from '../features/settings/index.ts'
import { VmPage } from '../features/vm/index.ts'
import { VolumePage, VolumesPage } from '../features/volumes/index.ts'
import { Layout } from './layout.tsx'
import { NotFoundPage, PageFailed, PageLoading } from './page-states.tsx'

const root = createRootRoute({ component: Layout, notFoundComponent: NotFoundPage, errorComponent: PageFailed })

const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/containers', replace: true })
  },
})
const dashboard = createRoute({ getParentRoute: () => root, path: '/dashboard', component: DashboardPage })
const containers = createRoute({ getParentRoute: () => root, path: '/containers', component: ContainersPage })
const container = createRoute({
  getParentRoute: () => root,
  path: '/containers/$id',
  component: ContainerPage,
  validateSearch: (search): { tab?: string; range?: string; with?: string } => ({
    ...(typeof search.tab === 'string' && { tab: search.tab }),
    ...(typeof search.range === 'string' && { range: search.range }),
    ...(typeof search.with === 'string' && { with: search.with }),
  }),
})
const images = createRoute({ getParentRoute: () => root, path: '/images', component: ImagesPage })
const image = createRoute({
  getParentRoute: () => root,
  path: '/images/$id',
  component: ImagePage,
  validateSearch: (search): { tab?: string } => (typeof search.tab === 'string' ? { tab: search.tab } : {}),
})
const volumes = createRoute({
  getParentRoute: () => root,
  path: '/volumes',
  component: VolumesPage,
  validateSearch: (search): { view?: string } => (typeof search.view === 'string' ? { view: search.view } : {}),
})
const volume = createRoute({
  getParentRoute: () => root,
  path: '/volumes/$name',
  component: VolumePage,
  validateSearch: (search): { tab?: string } => (typeof search.tab === 'string' ? { tab: search.tab } : {}),
})
const networks = createRoute({ getParentRoute: () => root, path: '/networks', component: NetworksPage })
const networkMap = createRoute({
  getParentRoute: () => root,
  path: '/networks/map',
  component: NetworkMapPage,
  validateSearch: (search): { show?: string; as?: 'table' } => ({
    ...(typeof search.show === 'string' && { show: search.show }),
    ...(search.as === 'table' && { as: search.as }),
  }),
})
const network = createRoute({
  getParentRoute: () => root,
  path: '/networks/$id',
  component: NetworkPage,
  validateSearch: (search): { tab?: string } => (typeof search.tab === 'string' ? { tab: search.tab } : {}),
})
const registries = createRoute({
  getParentRoute: () => root,
  path: '/registries',
  component: RegistriesPage,
  validateSearch: (search): { host?: string; repository?: string } => ({
    ...(typeof search.host === 'string' && { host: search.host }),
    ...(typeof search.repository === 'string' && { repository: search.repository }),
  }),
})
const whatHappened = createRoute({
  getParentRoute: () => root,
  path: '/what-happened',
  component: WhatHappenedPage,
  validateSearch: (search): { container?: string; run?: number } => ({
    ...(typeof search.container === 'string' && { container: search.container }),
    ...(typeof search.run === 'number' && Number.isSafeInteger(search.run) && { run: search.run }),
  }),
})
const disk = createRoute({ getParentRoute: () => root, path: '/disk', component: DiskPage })
const run = createRoute({ getParentRoute: () => root, path: '/run', component: RunPage })
const build = createRoute({
  getParentRoute: () => root,
  path: '/build',
  component: BuildPage,
  validateSearch: (search): { tab?: 'dockerfile' } => (search.tab === 'dockerfile' ? { tab: search.tab } : {}),
})
const buildRun = createRoute({ getParentRoute: () => root, path: '/build/$job', component: BuildRunPage })
const activity = createRoute({ getParentRoute: () => root, path: '/activity', component: ActivityPage })
const engines = createRoute({ getParentRoute: () => root, path: '/engines', component: EnginesPage })
const vm = createRoute({ getParentRoute: () => root, path: '/vm/$name', component: VmPage })
const settings = createRoute({ getParentRoute: () => root, path: '/settings', component: SettingsPage })

/** The pages, each loaded when it is first shown or pointed at. A fragment holds the path, so any shell can serve it. */
export const router = createRouter({
  routeTree: root.addChildren([
    start,
    dashboard,
    containers,
    container,
    whatHappened,
    images,
    image,
    volumes,
    volume,
    networks,
    networkMap,
    network,
    run,
    build,
    buildRun,
    registries,
    disk,
    activity,
    engines,
    vm,
    settings,
  ]),
  history: createHashHistory(),
  defaultPreload: 'intent',
  defaultPendingComponent: PageLoading,
  defaultErrorComponent: PageFailed,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
