import { homedir, userInfo } from 'node:os'
import { onError } from '@orpc/server'
import { RPCHandler as PortHandler } from '@orpc/server/message-port'
import { RPCHandler as SocketHandler } from '@orpc/server/ws'
import type { Logger } from 'pino'
import type { WebSocket } from 'ws'
import { Activity } from './activity/index.ts'
import { Alerts, Watchman } from './alerts/index.ts'
import { Builds } from './build/index.ts'
import { Downloads } from './downloads/index.ts'
import { Engines } from './engine/index.ts'
import { SlipwayError } from './errors.ts'
import { Images } from './images/index.ts'
import { Jobs } from './jobs/index.ts'
import { Metrics, metricsText } from './metrics/index.ts'
import { Publisher, publishPlaces } from './publish/index.ts'
import { Recorder } from './recorder/index.ts'
import { Registries, type SecretBox } from './registries/index.ts'
import { router } from './router.ts'
import { Settings } from './settings/index.ts'
import { Samplers, Shown } from './stats/index.ts'
import { Terminals } from './terminal/index.ts'
import { Toolbox } from './toolbox/index.ts'
import type { Context, Services } from './transport/context.ts'
import { Credits } from './transport/credits.ts'
import { Updates } from './updates/index.ts'
import { Uploads } from './uploads/index.ts'
import { publishedVms, startByDefault, type VmPlaces, Vms } from './vm/index.ts'
import { Volumes } from './volumes/index.ts'

export type HostOptions = {
  /** Where settings and engines are kept. */
  stateFolder: string
  /** An engine's address that goes before those that are found. */
  engine?: string
  /** The computer’s keychain, where the face has one. */
  secretBox?: SecretBox
  /** Where the parts of a virtual machine are; left out where there are none. */
  vm?: VmPlaces
  /** The folder with the programs that Slipway runs in its own containers. */
  toolbox: string
  log: Logger
}

/** A MessagePort of Node, of a browser, or of Electron's main process. */
export type Port = Parameters<PortHandler<Context>['upgrade']>[0]

/** The engine room: one for all faces. */
export type Host = {
  /** Serves the contract over a port until it closes. */
  servePort(port: Port): void
  /** Serves the contract over a WebSocket until it closes. */
  serveSocket(socket: WebSocket): void
  downloads: Downloads
  uploads: Uploads
  jobs: Jobs
  /** Figures for Prometheus. */
  metrics: { readonly enabled: boolean; accepts(token: string): boolean; text(): Promise<string> }
  engines: Engines
  vms: Vms
  /** Starts the default virtual machine; false where there is nothing to start it from. @throws SlipwayError */
  startVm(): Promise<boolean>
  close(): Promise<void>
}

/** Starts the host; does not wait for any engine. @throws SlipwayError when `engine` is no address */
export async function createHost({ stateFolder, engine, secretBox, vm, toolbox, log }: HostOptions): Promise<Host> {
  const here = {
    environment: process.env,
    home: homedir(),
    platform: process.platform,
    uid: userInfo().uid,
  }
  const places = publishPlaces(stateFolder, here)
  const engines = await Engines.open({
    stateFolder,
    around: { ...here, published: places.socket, virtualMachines: () => publishedVms(stateFolder) },
    ...(engine !== undefined && { engine }),
  })
  const registries = await Registries.open(stateFolder, secretBox)
  const settings = await Settings.open(stateFolder)
  const jobs = new Jobs()
  const activity = await Activity.open(stateFolder)
  const helpers = new Toolbox(toolbox, engines, log)
  const samplers = new Samplers(engines)
  const services: Services = {
    activity,
    alerts: await Alerts.open(stateFolder, log),
    builds: new Builds(),
    downloads: new Downloads(),
    engines,
    images: new Images(),
    jobs,
    metrics: await Metrics.open(stateFolder),
    publisher: new Publisher(places, settings, (signal) => engines.dialSelected(signal)),
    recorder: await Recorder.open({ stateFolder, engines, samplers }),
    registries,
    samplers,
    settings,
    terminals: new Terminals(),
    toolbox: helpers,
    updates: await Updates.open(stateFolder, engines, registries),
    uploads: new Uploads(),
    vms: new Vms({ stateFolder, places: vm, log, onEngine: (address) => void engines.discoverAt(address) }),
    volumes: await Volumes.open(stateFolder, { activity, engines, jobs, settings, toolbox: helpers, log }),
  }
  const watchman = new Watchman({ engines, recorder: services.recorder, alerts: services.alerts, log })
  const ports = new PortHandler<Context>(router, { interceptors: [onError((error) => report(log, error))] })
  const sockets = new SocketHandler<Context>(router, { interceptors: [onError((error) => report(log, error))] })
  const context = (): Context => ({ ...services, credits: new Credits(), shown: new Shown() })

  return {
    servePort: (port) => ports.upgrade(port, { context: context() }),
    serveSocket: (socket) => {
      sockets.upgrade(socket, { context: context() }).catch((error) => report(log, error))
    },
    downloads: services.downloads,
    uploads: services.uploads,
    jobs: services.jobs,
    metrics: {
      get enabled() {
        return services.metrics.enabled
      },
      accepts: (token) => services.metrics.accepts(token),
      text: () => metricsText(services),
    },
    engines: services.engines,
    vms: services.vms,
    startVm: () => startByDefault(services.vms),
    close: async () => {
      // What a job took on it puts back at its end, which takes what is closed after it.
      await jobs.close()
      await Promise.all([watchman.close(), services.alerts.close()])
      await Promise.all([
        services.recorder.close(),
        services.publisher.close(),
        services.terminals.closeAll(),
        services.toolbox.closeAll(),
        services.updates.close(),
        services.vms.close(),
        services.volumes.close(),
      ])
      await services.samplers.close()
      await Promise.all([services.engines.close(), services.activity.close()])
    },
  }
}

/** A failure that the contract declares is the person's to see; everything else is ours to know of. */
function report(log: Logger, error: unknown): void {
  if (error instanceof Error && error.cause instanceof SlipwayError) return
  if (error instanceof Error && error.name === 'AbortError') return
  log.error({ err: error }, 'a procedure failed')
}
