import { activityRouter } from './activity/router.ts'
import { alertsRouter } from './alerts/index.ts'
import { buildsRouter } from './build/index.ts'
import { containersRouter } from './containers/router.ts'
import { diskRouter } from './disk/index.ts'
import { enginesRouter } from './engine/router.ts'
import { filesRouter } from './files/index.ts'
import { hostFilesRouter } from './host-files/router.ts'
import { hostPortsRouter } from './host-ports/router.ts'
import { imagesRouter } from './images/index.ts'
import { inventoryRouter } from './inventory/router.ts'
import { jobsRouter } from './jobs/router.ts'
import { logsRouter } from './logs/index.ts'
import { metricsRouter } from './metrics/index.ts'
import { networksRouter } from './networks/index.ts'
import { publishRouter } from './publish/router.ts'
import { recorderRouter } from './recorder/index.ts'
import { registriesRouter } from './registries/router.ts'
import { runsRouter } from './run/index.ts'
import { settingsRouter } from './settings/router.ts'
import { statsRouter } from './stats/router.ts'
import { terminalsRouter } from './terminal/router.ts'
import { os } from './transport/implementer.ts'
import { flowRouter } from './transport/router.ts'
import { updatesRouter } from './updates/index.ts'
import { vmRouter } from './vm/index.ts'
import { snapshotsRouter, volumeBackupsRouter, volumesRouter } from './volumes/index.ts'

/** All that the host does for the UI. */
export const router = os.router({
  activity: activityRouter,
  alerts: alertsRouter,
  builds: buildsRouter,
  containers: containersRouter,
  disk: diskRouter,
  engines: enginesRouter,
  files: filesRouter,
  flow: flowRouter,
  hostFiles: hostFilesRouter,
  hostPorts: hostPortsRouter,
  images: imagesRouter,
  inventory: inventoryRouter,
  jobs: jobsRouter,
  metrics: metricsRouter,
  publish: publishRouter,
  recorder: recorderRouter,
  runs: runsRouter,
  logs: logsRouter,
  networks: networksRouter,
  registries: registriesRouter,
  settings: settingsRouter,
  snapshots: snapshotsRouter,
  stats: statsRouter,
  terminals: terminalsRouter,
  vm: vmRouter,
  updates: updatesRouter,
  volumeBackups: volumeBackupsRouter,
  volumes: volumesRouter,
})
