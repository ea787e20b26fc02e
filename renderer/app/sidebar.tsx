import { Link } from '@tanstack/react-router'
import {
  Activity,
  Box,
  Database,
  Hammer,
  HardDrive,
  Layers,
  LayoutDashboard,
  Library,
  type LucideIcon,
  Network,
  Play,
  Search,
  Server,
  Settings,
} from 'lucide-react'
import { buttonClass } from '../components/button.tsx'
import { Kbd } from '../components/kbd.tsx'
import { openPalette } from '../lib/palette.ts'
import { EngineSwitcher } from './engine-switcher.tsx'

const PAGES: readonly {
  to:
    | '/dashboard'
    | '/containers'
    | '/images'
    | '/volumes'
    | '/networks'
    | '/registries'
    | '/disk'
    | '/activity'
    | '/engines'
    | '/settings'
  label: string
  icon: LucideIcon
}[] = [
  { to: '/dashboard', label: 'Dashboard', icon: LayoutDashboard },
  { to: '/containers', label: 'Containers', icon: Box },
  { to: '/images', label: 'Images', icon: Layers },
  { to: '/volumes', label: 'Volumes', icon: Database },
  { to: '/networks', label: 'Networks', icon: Network },
  { to: '/registries', label: 'Registries', icon: Library },
  { to: '/disk', label: 'Disk', icon: HardDrive },
  { to: '/activity', label: 'Activity', icon: Activity },
  { to: '/engines', label: 'Engines', icon: Server },
  { to: '/settings', label: 'Settings', icon: Settings },
]

/** The engine that is shown, the way to search everything, and the pages. */
export function Sidebar() {
  return (
    <aside className="flex w-52 shrink-0 flex-col gap-3 border-line border-r bg-sidebar p-2.5 max-md:w-40">
      <EngineSwitcher />
      <button
        type="button"
        onClick={() => openPalette()}
        className="flex h-7 items-center gap-2 rounded-md border border-line bg-canvas px-2 text-ink-3 hover:bg-hover"
      >
        <Search className="size-3.5" aria-hidden />
        <span className="flex-1 text-left">Search</span>
        <span aria-hidden>
          <Kbd keys="Mod+K" />
        </span>
      </button>
      <div className="grid grid-cols-2 gap-1.5">
        <Link to="/run" className={buttonClass('primary')}>
          <Play aria-hidden />
          Run
        </Link>
        <Link to="/build" className={buttonClass()}>
          <Hammer aria-hidden />
          Build
        </Link>
      </div>
      <nav aria-label="Pages">
        <ul className="flex flex-col gap-px">
          {PAGES.map(({ to, label, icon: Icon }) => (
            <li key={to}>
              <Link
                to={to}
                className="flex h-7 items-center gap-2 rounded-md px-2 text-ink-2 hover:bg-hover hover:text-ink data-[status=active]:bg-pressed data-[status=active]:font-medium data-[status=active]:text-ink"
              >
                <Icon className="size-4 text-ink-3" aria-hidden />
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </aside>
  )
}
