export { Alerts } from './alerts.ts'
export { alertsRouter } from './router.ts'
export { Watchman } from './watchman.ts'
