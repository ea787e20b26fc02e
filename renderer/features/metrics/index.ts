import { lazyPart } from '../../lib/load-part.ts'

/** Whether Prometheus may read what is measured; a part of the settings. */
export const MetricsSection = lazyPart(() => import('./metrics-section.tsx').then(({ MetricsSection: it }) => it))
