import type { Activity } from '../activity/index.ts'
import type { Alerts } from '../alerts/index.ts'
import type { Builds } from '../build/index.ts'
import type { Downloads } from '../downloads/index.ts'
import type { Engines } from '../engine/index.ts'
import type { Images } from '../images/index.ts'
import type { Jobs } from '../jobs/index.ts'
import type { Metrics } from '../metrics/index.ts'
import type { Publisher } from '../publish/index.ts'
import type { Recorder } from '../recorder/index.ts'
import type { Registries } from '../registries/index.ts'
import type { Settings } from '../settings/index.ts'
import type { Samplers, Shown } from '../stats/index.ts'
import type { Terminals } from '../terminal/index.ts'
import type { Toolbox } from '../toolbox/index.ts'
import type { Updates } from '../updates/index.ts'
import type { Uploads } from '../uploads/index.ts'
import type { Vms } from '../vm/index.ts'
import type { Volumes } from '../volumes/index.ts'
import type { Credits } from './credits.ts'

/** The host's services, shared by all faces. */
export type Services = {
  activity: Activity
  alerts: Alerts
  builds: Builds
  downloads: Downloads
  engines: Engines
  images: Images
  jobs: Jobs
  metrics: Metrics
  publisher: Publisher
  recorder: Recorder
  registries: Registries
  samplers: Samplers
  settings: Settings
  terminals: Terminals
  toolbox: Toolbox
  updates: Updates
  uploads: Uploads
  vms: Vms
  volumes: Volumes
}

/** What a procedure has at hand: the services, and what belongs to the one connection it was called over. */
export type Context = Services & {
  credits: Credits
  shown: Shown
}
