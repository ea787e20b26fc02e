export { Metrics } from './metrics.ts'
export { metricsRouter } from './router.ts'
export { metricsText } from './text.ts'
