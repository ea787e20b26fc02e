import type { Action, ImageNamed, NetworkNamed, Target } from '../../contract/action.ts'
import type { Build } from '../../contract/build.ts'
import { isImageId, parseReference } from '../../contract/image-reference.ts'
import type { Run } from '../../contract/run.ts'
import { importQuery, type PullOptions, pullQuery } from '../images/index.ts'
import { connectBody, createBody, disconnectBody } from '../networks/index.ts'
import { serverOf } from '../registries/index.ts'
import { bodyOf } from './body/body.ts'
import { atLeast, type RunContext } from './body/context.ts'
import { limitsBody } from './body/limits.ts'
import { keyValueLines } from './body/lines.ts'
import { buildQuery } from './build/query.ts'
import { type EngineRequest, filtersQuery, request } from './engine-request.ts'
import { imageNameOf } from './fields/image.ts'
import { variableText } from './fields/pair.ts'
import { platformOf } from './fields/platform.ts'
import { orNull } from './values/json.ts'
import { timestamp } from './values/timestamp.ts'
import { volumeRequests } from './volume-requests.ts'

const of = (name: string, rest: string) => `/containers/${encodeURIComponent(name)}${rest}`
/** As the CLI writes it: slashes, colons and the sign before a digest stand as they are. */
const ofImage = (name: string, rest: string) =>
  `/images/${encodeURIComponent(name).replace(/%(?:2F|3A|40)/g, decodeURIComponent)}${rest}`

/** The image that a container needs, as it is pulled; undefined for one named by its id. */
export function imageToPull({ image, platform }: Run): PullOptions | undefined {
  return isImageId(image) ? undefined : { reference: image, platform: platform?.toLowerCase() }
}

/** The pull of the image that a container needs; undefined for one named by its id. */
export function pullRequest(run: Run): EngineRequest | undefined {
  const image = imageToPull(run)
  return image && request('POST', '/images/create', pullQuery(image))
}

/** The request that creates the container. @throws Conflict as `bodyOf` does */
export function createRequest(run: Run, context: RunContext): EngineRequest {
  const query = { name: run.name, platform: run.platform === undefined ? undefined : platformOf(run.platform) }
  return request('POST', '/containers/create', query, bodyOf(run, context))
}

function runRequests(run: Run, context: RunContext): EngineRequest[] {
  const pull = run.pull === 'always' ? pullRequest(run) : undefined
  const create = [...(pull ? [pull] : []), createRequest(run, context)]
  if (run.verb === 'create') return create
  const streams = run.attach.length > 0 ? run.attach : (['stdout', 'stderr'] as const)
  const attach = {
    stream: true,
    stdin: run.interactive || run.attach.includes('stdin'),
    stdout: streams.includes('stdout'),
    stderr: streams.includes('stderr'),
    detachKeys: run.detachKeys,
  }
  return [
    ...create,
    ...(run.detach ? [] : [request('POST', '/containers/{id}/attach', attach)]),
    request('POST', '/containers/{id}/wait', { condition: run.rm ? 'removed' : 'next-exit' }),
    request('POST', '/containers/{id}/start'),
  ]
}

/** A build; where BuildKit does it, the engine asks for files over a session of its own. */
function buildRequests(build: Build, context: RunContext): EngineRequest[] {
  const builder = build.builder ?? 'buildkit'
  const query = buildQuery(build, builder, context)
  if (builder === 'classic') return [{ method: 'POST', path: '/build', query: { ...query, version: '1' } }]
  return [
    request('POST', '/session'),
    { method: 'POST', path: '/build', query: { ...query, version: '2', remote: 'client-session' } },
  ]
}

/** One request for each target; a set is listed first. */
function forEach(targets: Target[], make: (path: (rest: string) => string) => EngineRequest[]): EngineRequest[] {
  return targets.flatMap((target) => {
    if ('name' in target) return make((rest) => of(target.name, rest))
    const { all, last, filters } = target.set
    const list = request('GET', '/containers/json', { all, limit: last, filters: filtersQuery(filters) })
    return [list, ...make((rest) => `/containers/{id}${rest}`)]
  })
}

/** One request for each image; a set is listed first. */
function forEachImage(images: ImageNamed[], make: (path: (rest: string) => string) => EngineRequest): EngineRequest[] {
  return images.flatMap((image) => {
    if ('name' in image) return [make((rest) => ofImage(image.name, rest))]
    return [listImages(image.set), make((rest) => `/images/{id}${rest}`)]
  })
}

const listNetworks = (filters: { key: string; value: string }[]) =>
  request('GET', '/networks', { filters: filtersQuery(filters) })
const ofNetwork = (name: string, rest = '') => `/networks/${encodeURIComponent(name)}${rest}`

/** One request for each network; a set is listed first. */
function forEachNetwork(networks: NetworkNamed[], make: (path: string) => EngineRequest): EngineRequest[] {
  return networks.flatMap((one) =>
    'name' in one ? [make(ofNetwork(one.name))] : [listNetworks(one.set.filters), make('/networks/{id}')],
  )
}

/** Puts targets on a network or takes them off; a set is listed first. */
function joining(path: string, targets: Target[], body: (container: string) => object): EngineRequest[] {
  return targets.flatMap((target) => {
    if ('name' in target) return [request('POST', path, {}, body(target.name))]
    const { all, last, filters } = target.set
    const list = request('GET', '/containers/json', { all, limit: last, filters: filtersQuery(filters) })
    return [list, request('POST', path, {}, body('{id}'))]
  })
}

/** One platform of an image, as newer engines are asked for it. */
function platformQuery(platform: string | undefined): string | undefined {
  if (platform === undefined) return undefined
  const [os, architecture, variant] = platformOf(platform).split('/')
  return JSON.stringify({ architecture, os, ...(variant !== undefined && { variant }) })
}

type ListedImages = { all: boolean; filters: { key: string; value: string }[]; reference?: string | undefined }

function listImages({ all, filters, reference }: ListedImages): EngineRequest {
  const asked = reference === undefined ? filters : [...filters, { key: 'reference', value: reference }]
  return request('GET', '/images/json', { all, filters: filtersQuery(asked) })
}

/**
 * The Engine API requests that do what the action says, in order. None for one that only opens a page.
 * @throws Conflict when flags do not go together
 */
export function requestsOf(action: Action, context: RunContext): EngineRequest[] {
  const { apiVersion } = context
  switch (action.kind) {
    case 'run':
      return runRequests(action.run, context)
    case 'build':
      return buildRequests(action.build, context)
    case 'start':
      return forEach(action.targets, (path) => [
        ...(action.attach || action.interactive
          ? [
              request('POST', path('/attach'), {
                stream: true,
                stdin: action.interactive,
                stdout: true,
                stderr: true,
                detachKeys: action.detachKeys,
              }),
              request('POST', path('/wait'), { condition: 'next-exit' }),
            ]
          : []),
        request('POST', path('/start')),
      ])
    case 'stop':
    case 'restart': {
      const signal = atLeast(apiVersion, '1.42') ? action.signal : undefined
      return forEach(action.targets, (path) => [
        request('POST', path(`/${action.kind}`), { t: action.seconds, signal }),
      ])
    }
    case 'kill':
      return forEach(action.targets, (path) => [request('POST', path('/kill'), { signal: action.signal })])
    case 'pause':
    case 'unpause':
    case 'wait':
      return forEach(action.targets, (path) => [request('POST', path(`/${action.kind}`))])
    case 'remove': {
      const query = { force: action.force, v: action.volumes, link: action.link }
      return forEach(action.targets, (path) => [request('DELETE', path(''), query)])
    }
    case 'prune':
      return [request('POST', '/containers/prune', { filters: filtersQuery(action.filters) })]
    case 'rename':
      return [request('POST', of(action.container, '/rename'), { name: action.name })]
    case 'update':
      return forEach(action.targets, (path) => [request('POST', path('/update'), {}, limitsBody(action.limits))])
    case 'list': {
      const { all, size, last, filters } = action
      return [request('GET', '/containers/json', { all, size, limit: last, filters: filtersQuery(filters) })]
    }
    case 'logs': {
      const { follow, timestamps, details, tail = 'all', since, until } = action
      const times = { since: since && timestamp(since), until: until && timestamp(until) }
      const query = { stdout: true, stderr: true, follow, timestamps, details, tail, ...times }
      return [request('GET', of(action.container, '/logs'), query)]
    }
    case 'exec':
      return execRequests(action, context)
    case 'attach': {
      const { stdin, detachKeys } = action
      return [
        request('POST', of(action.container, '/attach'), {
          stream: true,
          stdin,
          stdout: true,
          stderr: true,
          detachKeys,
        }),
        request('POST', of(action.container, '/wait')),
      ]
    }
    case 'inspect':
      return forEach(action.targets, (path) => [request('GET', path('/json'), { size: action.size })])
    case 'pull':
      return [request('POST', '/images/create', pullQuery({ ...action, platform: action.platform?.toLowerCase() }))]
    case 'push': {
      const { name, tag = 'latest' } = parseReference(action.reference)
      return [request('POST', `/images/${name}/push`, action.allTags ? {} : { tag })]
    }
    case 'tag': {
      const { name, tag = 'latest' } = parseReference(action.target)
      return [request('POST', `/images/${action.source}/tag`, { repo: name, tag })]
    }
    case 'login':
      // The password is the person's alone: what is explained leaves it out.
      return [
        request('POST', '/auth', {}, { username: action.username ?? '', serveraddress: serverOf(action.server ?? '') }),
      ]
    case 'search':
      return [
        request('GET', '/images/search', {
          term: action.term,
          limit: action.limit,
          filters: filtersQuery(action.filters),
        }),
      ]
    case 'top':
      return [request('GET', of(action.container, '/top'), { ps_args: action.options.join(' ') })]
    case 'stats': {
      const some: Target[] = action.targets.length > 0 ? action.targets : [{ set: { all: action.all, filters: [] } }]
      return forEach(some, (path) => [request('GET', path('/stats'), { stream: action.noStream ? '0' : '1' })])
    }
    case 'changes':
      return [request('GET', of(action.container, '/changes'))]
    case 'ports':
      return [request('GET', of(action.container, '/json'))]
    case 'copy':
      return [
        request(action.direction === 'out' ? 'GET' : 'PUT', of(action.container, '/archive'), { path: action.path }),
      ]
    case 'commit': {
      const name = action.reference === undefined ? undefined : imageNameOf(action.reference)
      return [
        request('POST', '/commit', {
          container: action.container,
          repo: name?.repository,
          tag: name?.tag,
          author: action.author,
          comment: action.message,
          changes: action.changes.join('\n'),
          pause: action.pause ? undefined : '0',
        }),
      ]
    }
    case 'export':
      return [request('GET', of(action.container, '/export'))]
    case 'images':
      return [listImages(action)]
    case 'inspectImages':
      return forEachImage(action.images, (path) =>
        request('GET', path('/json'), { platform: platformQuery(action.platform) }),
      )
    case 'history':
      return [request('GET', ofImage(action.image, '/history'), { platform: platformQuery(action.platform) })]
    case 'removeImages': {
      const query = { force: action.force, noprune: action.noPrune, platforms: platformQuery(action.platform) }
      return forEachImage(action.images, (path) => request('DELETE', path(''), query))
    }
    case 'pruneImages': {
      const dangling = { key: 'dangling', value: String(!action.all) }
      return [request('POST', '/images/prune', { filters: filtersQuery([...action.filters, dangling]) })]
    }
    case 'save':
      return saveRequests(action)
    case 'load':
      return [
        request('POST', '/images/load', {
          quiet: action.quiet ? '1' : '0',
          platform: platformQuery(action.platform),
        }),
      ]
    case 'import': {
      const source = /^https?:\/\//.test(action.source) ? action.source : '-'
      return [{ method: 'POST', path: '/images/create', query: importQuery(action, source) }]
    }
    case 'diskUsage':
      return [request('GET', '/system/df')]
    case 'cleanUp':
      return cleanUpRequests(action)
    case 'createVolume':
    case 'volumes':
    case 'inspectVolumes':
    case 'removeVolumes':
      return volumeRequests(action)
    case 'createNetwork':
      return [request('POST', '/networks/create', {}, createBody(action.network, apiVersion))]
    case 'networks':
      return [listNetworks(action.filters)]
    case 'inspectNetworks': {
      const query = { verbose: action.verbose ? 'true' : undefined }
      return forEachNetwork(action.networks, (path) => request('GET', path, query))
    }
    case 'removeNetworks':
      return forEachNetwork(action.networks, (path) => request('DELETE', path))
    case 'connectNetwork': {
      const { network, targets, endpoint } = action
      return joining(ofNetwork(network, '/connect'), targets, (container) => connectBody(container, endpoint))
    }
    case 'disconnectNetwork': {
      const { network, targets, force } = action
      return joining(ofNetwork(network, '/disconnect'), targets, (container) => disconnectBody(container, force))
    }
    case 'logout':
    case 'open':
    case 'help':
      return []
  }
}

/** One request for all of them; the sets among them are listed first. */
function saveRequests({ images, platform }: Extract<Action, { kind: 'save' }>): EngineRequest[] {
  const lists = images.flatMap((one) => ('set' in one ? [listImages(one.set)] : []))
  const names = images.map((one) => ('name' in one ? one.name : '{id}'))
  const [first = '', second] = names
  const wanted = platformQuery(platform)
  const query = { names: second === undefined ? first : names, ...(wanted !== undefined && { platform: wanted }) }
  return [...lists, { method: 'GET', path: '/images/get', query }]
}

function cleanUpRequests({
  of,
  all,
  volumes,
  filters,
  keepStorage,
}: Extract<Action, { kind: 'cleanUp' }>): EngineRequest[] {
  const prune = (path: string, more: { key: string; value: string }[] = []) =>
    request('POST', path, { filters: filtersQuery([...filters, ...more]) })
  const cache = request('POST', '/build/prune', {
    all: all ? '1' : undefined,
    'keep-storage': keepStorage,
    filters: filtersQuery(filters),
  })
  if (of === 'network') return [prune('/networks/prune')]
  if (of === 'volume') return [prune('/volumes/prune', all ? [{ key: 'all', value: 'true' }] : [])]
  if (of === 'builder') return [cache]
  return [
    prune('/containers/prune'),
    prune('/networks/prune'),
    ...(volumes ? [prune('/volumes/prune')] : []),
    prune('/images/prune', [{ key: 'dangling', value: String(!all) }]),
    cache,
  ]
}

function execRequests(action: Extract<Action, { kind: 'exec' }>, { environment, files }: RunContext): EngineRequest[] {
  const look = (key: string) => (Object.hasOwn(environment, key) ? environment[key] : undefined)
  const lines = action.envFile.flatMap((file) =>
    keyValueLines(file, files.get(file) ?? new Uint8Array(), 'env-file', look),
  )
  const said = action.env.map(({ key, value = look(key) }) =>
    variableText(value === undefined ? { key } : { key, value }),
  )
  const attached = !action.detach
  const body = {
    User: action.user ?? '',
    Privileged: action.privileged,
    Tty: action.tty,
    AttachStdin: attached && action.interactive,
    AttachStderr: attached,
    AttachStdout: attached,
    Detach: action.detach,
    DetachKeys: action.detachKeys ?? '',
    Env: orNull([...lines, ...said]),
    WorkingDir: action.workdir ?? '',
    Cmd: action.command,
  }
  return [
    request('POST', of(action.container, '/exec'), {}, body),
    request('POST', '/exec/{id}/start', {}, { Detach: action.detach, Tty: action.tty }),
  ]
}
