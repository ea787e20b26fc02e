import { lazyRouteComponent } from '@tanstack/react-router'
import { lazyPart, loadPart } from '../../lib/load-part.ts'

/** The page of a virtual machine, loaded when it is first shown. */
export const VmPage = lazyRouteComponent(() => loadPart(() => import('./vm-page.tsx')), 'VmPage')
/** Lines of a list, one for each virtual machine. */
export const VmCards = lazyPart(() => import('./vm-card.tsx').then(({ VmCards: it }) => it))
/** In the place of a page whose engine is Slipway’s own, or is not there: brings that engine up. */
export const OwnEngine = lazyPart(() => import('./own-engine.tsx').then(({ OwnEngine: it }) => it))
