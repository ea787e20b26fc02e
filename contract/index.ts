import { activity } from './activity.ts'
import { alerts } from './alerts.ts'
import { builds } from './builds.ts'
import { containers } from './containers.ts'
import { disk } from './disk.ts'
import { engines } from './engines.ts'
import { files } from './files.ts'
import { flow } from './flow.ts'
import { hostFiles } from './host-files.ts'
import { hostPorts } from './host-ports.ts'
import { images } from './images.ts'
import { inventory } from './inventory.ts'
import { jobs } from './jobs.ts'
import { logs } from './logs.ts'
import { metrics } from './metrics.ts'
import { networks } from './networks.ts'
import { publish } from './publish.ts'
import { recorder } from './recorder.ts'
import { registries } from './registries.ts'
import { runs } from './runs.ts'
import { settings } from './settings.ts'
import { snapshots } from './snapshots.ts'
import { stats } from './stats.ts'
import { terminals } from './terminals.ts'
import { updates } from './updates.ts'
import { vm } from './vm.ts'
import { volumeBackups } from './volume-backups.ts'
import { volumes } from './volumes.ts'

/** All that the UI and the host say to each other. */
export const contract = {
  activity,
  alerts,
  builds,
  containers,
  disk,
  engines,
  files,
  flow,
  hostFiles,
  hostPorts,
  images,
  inventory,
  jobs,
  metrics,
  publish,
  recorder,
  runs,
  logs,
  networks,
  registries,
  settings,
  snapshots,
  stats,
  terminals,
  updates,
  vm,
  volumeBackups,
  volumes,
}
export type Contract = typeof contract

export type * from './action.ts'
export type * from './activity.ts'
export type * from './alerts.ts'
export type * from './attention.ts'
export type * from './build.ts'
export type * from './builds.ts'
export type * from './cause.ts'
export type * from './command.ts'
export type * from './containers.ts'
export type * from './desktop.ts'
export type * from './disk.ts'
export type * from './engines.ts'
export type { ErrorCode } from './errors.ts'
export type * from './files.ts'
export type * from './host-files.ts'
export type * from './host-ports.ts'
export type * from './image-layers.ts'
export type * from './images.ts'
export type * from './inventory.ts'
export type * from './jobs.ts'
export type * from './logs.ts'
export type * from './metrics.ts'
export type * from './network.ts'
export type * from './networks.ts'
export type * from './problem.ts'
export type * from './publish.ts'
export type * from './recorded-event.ts'
export type * from './recorder.ts'
export type * from './registries.ts'
export type * from './run.ts'
export type * from './runs.ts'
export type * from './settings.ts'
export type * from './snapshots.ts'
export type * from './stats.ts'
export type * from './terminals.ts'
export type * from './updates.ts'
export type * from './vm.ts'
export type * from './volume-backups.ts'
export type * from './volumes.ts'
