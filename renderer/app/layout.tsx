import { Outlet } from '@tanstack/react-router'
import { POPUP_LAYER } from '../components/popup-layer.ts'
import { AlertHost } from '../features/alerts/index.ts'
import { RemoveHost } from '../features/containers/index.ts'
import { CleanUpHost } from '../features/disk/index.ts'
import { EditHost } from '../features/edit/index.ts'
import { ImageRemoveHost, ImageTarHost } from '../features/images/index.ts'
import { NetworkHost } from '../features/networks/index.ts'
import { RegistryHost } from '../features/registries/index.ts'
import { UpdateHost } from '../features/updates/index.ts'
import { VolumeHost } from '../features/volumes/index.ts'
import { ConnectionBanner } from './connection-banner.tsx'
import { PaletteHost } from './palette-host.tsx'
import { Sidebar } from './sidebar.tsx'

/** The frame around every page. */
export function Layout() {
  return (
    <div className="flex h-full">
      <Sidebar />
      <main className="relative flex min-w-0 flex-1 flex-col">
        <ConnectionBanner />
        <Outlet />
        <div {...POPUP_LAYER} />
      </main>
      <RemoveHost />
      <EditHost />
      <ImageRemoveHost />
      <ImageTarHost />
      <VolumeHost />
      <CleanUpHost />
      <NetworkHost />
      <RegistryHost />
      <UpdateHost />
      <AlertHost />
      <PaletteHost />
    </div>
  )
}
