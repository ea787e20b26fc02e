export { volumeBackupsRouter } from './backups-router.ts'
export { volumesRouter } from './router.ts'
export { snapshotsRouter } from './snapshots-router.ts'
export { Volumes } from './volumes.ts'
