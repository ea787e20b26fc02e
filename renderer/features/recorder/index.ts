import { lazyRouteComponent } from '@tanstack/react-router'
import { lazyPart, loadPart } from '../../lib/load-part.ts'

/** “What happened?”: the runs of all containers, removed ones too, and the story of each. */
export const WhatHappenedPage = lazyRouteComponent(
  () => loadPart(() => import('./what-happened-page.tsx')),
  'WhatHappenedPage',
)
/** How much is recorded, and whether all is well with it; a part of the settings. */
export const RecorderSection = lazyPart(() => import('./recorder-section.tsx').then(({ RecorderSection: it }) => it))
