import { lazyRouteComponent } from '@tanstack/react-router'
import { loadPart } from '../../lib/load-part.ts'

export const SettingsPage = lazyRouteComponent(() => loadPart(() => import('./settings-page.tsx')), 'SettingsPage')
