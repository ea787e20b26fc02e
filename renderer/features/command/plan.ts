import { targetName } from '../../../contract/image-commands.ts'
import type {
  Action,
  Build,
  Container,
  ContainerAction,
  EndpointSpec,
  Image,
  ImageTarget,
  Limits,
  Network,
  NetworkSpec,
  PruneChoice,
  Volume,
  VolumeDraft,
} from '../../../contract/index.ts'
import { count } from '../../lib/format.ts'
import { isFiltering } from '../../lib/list-filter.ts'
import { type ImageFilter, imageName, type LoadStart, type SaveStart } from '../images/index.ts'
import { findNetwork, type NetworkFilter } from '../networks/index.ts'
import type { VolumeFilter } from '../volumes/index.ts'
import { cleanUpPlan } from './clean-up-plan.ts'
import { imagePlanOf, isOfImages } from './image-plan.ts'
import { isOfNetworks, networkPlanOf } from './network-plan.ts'
import { isRegistryAction, type RegistryPlan, registryPlan, registryWords } from './registry-plan.ts'
import { findTargets } from './targets.ts'
import type { Found } from './use-found.ts'
import { isOfVolumes, volumePlanOf } from './volume-plan.ts'

type CommitAction = Extract<Action, { kind: 'commit' }>
type CommitOptions = Pick<CommitAction, 'pause' | 'changes'> &
  Partial<Pick<CommitAction, 'reference' | 'author' | 'message'>>

type Copy = Extract<Action, { kind: 'copy' }>

/** What Slipway does for a command that was understood. */
export type Plan =
  | { kind: 'form' }
  | { kind: 'build'; build: Build }
  | {
      kind: 'act'
      action: ContainerAction
      containers: readonly Container[]
      missing: readonly string[]
      grace?: number
      signal?: string
    }
  | { kind: 'remove'; containers: readonly Container[]; missing: readonly string[] }
  | { kind: 'rename'; container: Container; name: string }
  | { kind: 'wait'; containers: readonly Container[]; missing: readonly string[] }
  | { kind: 'commit'; container: Container; options: CommitOptions }
  | { kind: 'export'; container: Container; file: string | undefined }
  | { kind: 'copy'; container: Container; copy: Copy }
  | { kind: 'limits'; container: Container; limits: Limits }
  | { kind: 'open'; container: Container; tab: string }
  | { kind: 'registry'; plan: RegistryPlan }
  | { kind: 'images'; filter: ImageFilter }
  | { kind: 'image'; image: Image; tab: string }
  | { kind: 'remove-images'; targets: readonly ImageTarget[]; missing: readonly string[]; force: boolean }
  | { kind: 'save-images'; images: readonly string[]; missing: readonly string[]; start: Omit<SaveStart, 'images'> }
  | { kind: 'load-images'; start: LoadStart }
  | { kind: 'create-volume'; draft: VolumeDraft }
  | { kind: 'volumes'; filter: VolumeFilter }
  | { kind: 'volume'; name: string; tab: string }
  | { kind: 'remove-volumes'; names: readonly string[]; missing: readonly string[] }
  | { kind: 'clean-up'; choice: PruneChoice }
  | { kind: 'create-network'; network: NetworkSpec }
  | { kind: 'networks'; filter: NetworkFilter }
  | { kind: 'network'; network: Network; tab: string }
  | { kind: 'remove-networks'; networks: readonly Network[]; missing: readonly string[] }
  | {
      kind: 'connect'
      network: Network
      containers: readonly Container[]
      missing: readonly string[]
      endpoint: EndpointSpec
    }
  | {
      kind: 'disconnect'
      network: Network
      containers: readonly Container[]
      missing: readonly string[]
      force: boolean
    }
  | { kind: 'page'; page: string }
  | { kind: 'list'; words: string; ids: readonly string[] }
  | { kind: 'nothing'; why: string; next: string }

const ACTIONS = ['start', 'stop', 'restart', 'kill', 'pause', 'unpause'] as const
const TABS: Partial<Record<Action['kind'], string>> = {
  logs: 'logs',
  exec: 'terminal',
  attach: 'terminal',
  top: 'processes',
  changes: 'changes',
  ports: 'overview',
}

/** What to do for an action, given the containers and the pages that are there. */
export function planOf(
  action: Action,
  all: readonly Container[],
  pages: readonly string[],
  images: readonly Image[] = [],
  idsOf: Found['idsOf'] = () => undefined,
  volumes: readonly Volume[] = [],
  networks: readonly Network[] = [],
): Plan {
  if (action.kind === 'run') return { kind: 'form' }
  if (action.kind === 'build') return { kind: 'build', build: action.build }
  if (action.kind === 'open') {
    if (pages.includes(action.page)) return { kind: 'page', page: action.page }
    return nothing(`There is no page “${action.page}” here.`, 'Run it in a terminal.')
  }
  if (isOfImages(action)) return imagePlanOf(action, images, all, Date.now())
  if (isOfVolumes(action)) return volumePlanOf(action, volumes, all)
  if (isOfNetworks(action)) return networkPlanOf(action, networks, all, idsOf)
  if (action.kind === 'diskUsage') return { kind: 'page', page: 'disk' }
  if (action.kind === 'cleanUp') return cleanUpPlan(action)
  if (action.kind === 'list') return listPlan(action, idsOf)
  if (action.kind === 'help')
    return nothing(
      `docker ${action.of} --help prints what there is.`,
      'Write the command itself: each word is explained.',
    )
  if (action.kind === 'prune') {
    if (action.filters.length > 0) return cleanUpPlan({ ...action, of: 'container', all: false, volumes: false })
    const stopped = all.filter(({ state }) => state === 'created' || state === 'exited' || state === 'dead')
    if (stopped.length === 0) return nothing('No container is stopped.', 'There is nothing to remove.')
    return { kind: 'remove', containers: stopped, missing: [] }
  }
  if (isRegistryAction(action)) return { kind: 'registry', plan: registryPlan(action) }
  const { containers, missing, unknown } = findTargets(
    'targets' in action ? action.targets : [{ name: action.container }],
    all,
    idsOf,
  )
  const [first] = containers
  if (unknown.length > 0)
    return nothing(`The engine looks up the filter “${unknown[0]}”.`, 'It is asked for the containers.')
  if (action.kind === 'stats' && action.targets.length === 0) return { kind: 'page', page: 'dashboard' }
  if (action.kind === 'inspect' && action.type === 'network')
    return networkPlanOf(
      { kind: 'inspectNetworks', networks: named(action.targets), verbose: false },
      networks,
      all,
      idsOf,
    )
  if (action.kind === 'inspect' && (!first || action.type === 'image')) {
    const plan = imagePlanOf({ kind: 'inspectImages', images: named(action.targets) }, images, all, Date.now())
    if (plan.kind !== 'nothing' || action.type === 'image') return plan
    const [only] = named(action.targets)
    const network = only && action.type === undefined ? findNetwork(networks, only.name) : undefined
    if (network) return { kind: 'network', network, tab: 'inspect' }
    const ofVolume = volumePlanOf(
      { kind: 'inspectVolumes', volumes: named(action.targets).map(({ name }) => name) },
      volumes,
      all,
    )
    if (ofVolume.kind === 'volume') return ofVolume
  }
  if (!first) {
    if (missing.length > 0) return nothing(`No container is named ${missing.join(', ')}.`, nearest(missing, all))
    return nothing('No container fits.', 'There is nothing to do.')
  }
  const does = ACTIONS.find((name) => name === action.kind)
  if (does) {
    const { seconds, signal } = { seconds: undefined, signal: undefined, ...action }
    return {
      kind: 'act',
      action: does,
      containers,
      missing,
      ...(typeof seconds === 'number' && { grace: seconds }),
      ...(typeof signal === 'string' && { signal: signal.toUpperCase() }),
    }
  }
  if (action.kind === 'remove') {
    if (action.link) return nothing('Links are not removed here.', 'Use networks in their place.')
    return { kind: 'remove', containers, missing }
  }
  if (action.kind === 'rename') return { kind: 'rename', container: first, name: action.name }
  if (action.kind === 'update') return limitsPlan(action, containers)
  if (action.kind === 'wait') return { kind: 'wait', containers, missing }
  if (action.kind === 'commit') return commitPlan(action, first)
  if (action.kind === 'copy') return copyPlan(action, first)
  if (action.kind === 'export') return { kind: 'export', container: first, file: action.output }
  const tab = action.kind === 'inspect' ? 'inspect' : action.kind === 'stats' ? 'stats' : TABS[action.kind]
  return { kind: 'open', container: first, tab: tab ?? 'overview' }
}

/** What `docker cp` brings where; what goes through a pipe is for a terminal. */
function copyPlan(copy: Copy, container: Container): Plan {
  if (copy.local === '-')
    return nothing('Here is no pipe to read from or write to.', 'Name a file or folder for the “-”.')
  return { kind: 'copy', container, copy }
}

/** The targets that are named one by one. */
const named = (targets: Extract<Action, { kind: 'inspect' }>['targets']) =>
  targets.flatMap((target) => ('name' in target ? [target] : []))

function limitsPlan({ limits }: Extract<Action, { kind: 'update' }>, containers: readonly Container[]): Plan {
  const [first, second] = containers
  if (!first || second) return nothing('Limits are changed one container at a time here.', 'Name one of them.')
  const { memory, memorySwap, cpus, pidsLimit, restart, ...others } = limits
  const [other] = Object.entries(others).filter(([, value]) => value !== undefined)
  if (other) return nothing(`“${other[0]}” is not changed here.`, 'Memory, CPUs, processes and restart policy are.')
  const name = (['no', 'always', 'unless-stopped', 'on-failure'] as const).find((known) => known === restart?.name)
  return {
    kind: 'limits',
    container: first,
    limits: {
      ...(memory !== undefined && { memory: Number(memory) }),
      ...(memorySwap !== undefined && { memorySwap: Number(memorySwap) }),
      ...(cpus !== undefined && { cpus: Number(cpus) / 1e9 }),
      ...(pidsLimit !== undefined && { pids: Number(pidsLimit) }),
      ...(name && { restart: { name, retries: Number(restart?.retries ?? 0) } }),
    },
  }
}

function listPlan({ all, last, filters }: Extract<Action, { kind: 'list' }>, idsOf: Found['idsOf']): Plan {
  if (filters.length === 0 && last === undefined) return { kind: 'page', page: 'containers' }
  const ids = idsOf({ all, filters, ...(last !== undefined && { last }) })
  if (!ids) return nothing('The engine applies these filters.', 'It is asked for the containers.')
  const words = [
    ...filters.map(({ key, value }) => `${key}=${value}`),
    ...(last === undefined ? [] : [`the last ${last}`]),
  ]
  return { kind: 'list', words: words.join(', '), ids }
}

function commitPlan({ reference, author, message, changes, pause }: CommitAction, container: Container): Plan {
  const options = {
    pause,
    changes,
    ...(reference !== undefined && { reference }),
    ...(author !== undefined && { author }),
    ...(message !== undefined && { message }),
  }
  return { kind: 'commit', container, options }
}

const nothing = (why: string, next: string): Plan => ({ kind: 'nothing', why, next })

/** The containers whose names are nearest to one that isn’t there. */
function nearest([wanted = '']: readonly string[], all: readonly Container[]): string {
  const stem = wanted.toLowerCase().slice(0, 3)
  const near = all.filter(({ name }) => stem !== '' && name.toLowerCase().includes(stem)).slice(0, 3)
  if (near.length === 0) return 'Look at the list for its name.'
  return `Did you mean ${near.map(({ name }) => name).join(' or ')}?`
}

const VERBS: Record<ContainerAction, string> = {
  start: 'Start',
  stop: 'Stop',
  restart: 'Restart',
  kill: 'Kill',
  pause: 'Pause',
  unpause: 'Resume',
}

/** What a plan does, as a button says it; undefined where there is nothing to do. */
export function planWords(plan: Plan): string | undefined {
  switch (plan.kind) {
    case 'form':
      return 'Open in the Run form'
    case 'build':
      return 'Open in the Build form'
    case 'act':
      return `${VERBS[plan.action]} ${whom(plan.containers)}`
    case 'remove':
      return `Remove ${whom(plan.containers)}…`
    case 'rename':
      return `Rename ${plan.container.name} to ${plan.name}`
    case 'wait':
      return `Wait for ${whom(plan.containers)}`
    case 'commit':
      return `Commit ${plan.container.name} to ${plan.options.reference ?? 'an image without a name'}`
    case 'copy': {
      const inside = `${plan.container.name}:${plan.copy.path}`
      return plan.copy.direction === 'out'
        ? `Copy ${inside} to ${plan.copy.local}`
        : `Copy ${plan.copy.local} to ${inside}`
    }
    case 'export':
      return `Export ${plan.container.name} to ${plan.file ?? 'a tar file'}…`
    case 'limits':
      return `Change the limits of ${plan.container.name}`
    case 'open':
      return `Open ${plan.tab === 'overview' ? '' : `${plan.tab} of `}${plan.container.name}`
    case 'registry':
      return registryWords(plan.plan)
    case 'list':
      return `List ${count(plan.ids.length, 'container')} with ${plan.words}`
    case 'images':
      return isFiltering(plan.filter) ? 'Show these images' : 'Go to Images'
    case 'image':
      return `Open ${plan.tab === 'overview' ? '' : `${plan.tab} of `}${imageName(plan.image)}`
    case 'remove-images':
      return `Remove ${plan.targets.length === 1 && plan.targets[0] ? targetName(plan.targets[0]) : count(plan.targets.length, 'image')}…`
    case 'save-images':
      return `Save ${plan.images.length === 1 ? plan.images[0] : count(plan.images.length, 'image')} to ${plan.start.file ?? 'a tar file'}…`
    case 'load-images': {
      const { reading, source, reference } = plan.start
      const from = source === undefined || source === '-' ? 'a tar file' : source
      return reading === 'load' ? `Load images from ${from}…` : `Import ${from}${reference ? ` as ${reference}` : ''}…`
    }
    case 'create-volume':
      return `Create ${plan.draft.name ?? 'a volume'}…`
    case 'volumes':
      return isFiltering(plan.filter) ? 'Show these volumes' : 'Go to Volumes'
    case 'volume':
      return `Open ${plan.tab === 'overview' ? '' : `${plan.tab} of `}${plan.name}`
    case 'remove-volumes':
      return `Remove ${plan.names.length === 1 ? plan.names[0] : count(plan.names.length, 'volume')}…`
    case 'clean-up':
      return 'Look at what would go…'
    case 'create-network':
      return `Create the network ${plan.network.name}…`
    case 'networks':
      return plan.filter.criteria.length > 0 ? 'Show these networks' : 'Go to Networks'
    case 'network':
      return `Open ${plan.tab === 'overview' ? '' : `${plan.tab} of `}${plan.network.name}`
    case 'remove-networks':
      return `Remove ${plan.networks.length === 1 ? plan.networks[0]?.name : count(plan.networks.length, 'network')}…`
    case 'connect':
      return `Connect ${whom(plan.containers)} to ${plan.network.name}`
    case 'disconnect':
      return `Disconnect ${whom(plan.containers)} from ${plan.network.name}`
    case 'page':
      return `Go to ${plan.page.charAt(0).toUpperCase()}${plan.page.slice(1)}`
    case 'nothing':
      return undefined
  }
}

const SHOWS: ReadonlySet<Plan['kind']> = new Set([
  'form',
  'build',
  'open',
  'page',
  'list',
  'image',
  'images',
  'volume',
  'volumes',
  'network',
  'networks',
  'create-network',
])

/** Whether a plan only shows something, so that a word of the command that isn’t taken does no harm. */
export function onlyShows(plan: Plan): boolean {
  if (plan.kind === 'registry') return plan.plan.kind !== 'logout'
  return SHOWS.has(plan.kind)
}

/** One by its name, several by their number. */
export function whom(containers: readonly Container[]): string {
  return containers.length === 1 ? (containers[0]?.name ?? '') : count(containers.length, 'container')
}
