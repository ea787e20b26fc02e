import { z } from 'zod'
import { build } from './build.ts'
import { endpointSpec, networkSpec } from './network.ts'
import { int64, pair, run, variable } from './run.ts'

/** Containers as `$(docker ps -aq --filter …)` names them, looked up when the action is done. */
export const containerSet = z.object({
  /** Stopped ones, too. */
  all: z.boolean(),
  /** The newest so many. */
  last: z.number().int().optional(),
  filters: z.array(pair),
})
export type ContainerSet = z.infer<typeof containerSet>

/** What an action works on: a container by name or id, or a set of them. */
export const target = z.union([z.object({ name: z.string().min(1) }), z.object({ set: containerSet })])
export type Target = z.infer<typeof target>

/** Images as `$(docker images -q …)` names them, looked up when the action is done. */
export const imageSet = z.object({
  /** Those in between, too. */
  all: z.boolean(),
  filters: z.array(pair),
  /** A repository, or a pattern of names. */
  reference: z.string().optional(),
})
export type ImageSet = z.infer<typeof imageSet>

/** An image by name or id, or a set of them. */
export const imageNamed = z.union([z.object({ name: z.string().min(1) }), z.object({ set: imageSet })])
export type ImageNamed = z.infer<typeof imageNamed>

/** A volume by name, or those that `$(docker volume ls -q …)` names, looked up when the action is done. */
export const volumeNamed = z.union([
  z.object({ name: z.string().min(1) }),
  z.object({ set: z.object({ filters: z.array(pair) }) }),
])
export type VolumeNamed = z.infer<typeof volumeNamed>
/** Networks as `$(docker network ls -q …)` names them, looked up when the action is done. */
export const networkSet = z.object({ filters: z.array(pair) })
export type NetworkSet = z.infer<typeof networkSet>

/** A network by name or id, or a set of them. */
export const networkNamed = z.union([z.object({ name: z.string().min(1) }), z.object({ set: networkSet })])
export type NetworkNamed = z.infer<typeof networkNamed>

const targets = z.array(target).min(1)
const one = z.string().min(1)
const text = z.string().optional()

/** An image on its way to or from a registry. */
const transfer = { reference: one, platform: text, allTags: z.boolean(), quiet: z.boolean() }

/** The limits that `docker update` changes; an absent one stays. Sizes are bytes, `cpus` billionths of a core. */
export const limitChange = z.object({
  blkioWeight: int64.optional(),
  cpuPeriod: int64.optional(),
  cpuQuota: int64.optional(),
  cpuRtPeriod: int64.optional(),
  cpuRtRuntime: int64.optional(),
  cpuShares: int64.optional(),
  cpus: int64.optional(),
  cpusetCpus: text,
  cpusetMems: text,
  memory: int64.optional(),
  memoryReservation: int64.optional(),
  memorySwap: int64.optional(),
  pidsLimit: int64.optional(),
  restart: z.object({ name: z.string(), retries: int64.optional() }).optional(),
})
export type LimitChange = z.infer<typeof limitChange>

/** The pages that a command may open. */
export const page = z.enum([
  'containers',
  'images',
  'volumes',
  'networks',
  'stacks',
  'activity',
  'engines',
  'settings',
  'disk',
])
export type Page = z.infer<typeof page>

/** What a command line asks for. */
export const action = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('run'), run }),
  z.object({ kind: z.literal('build'), build }),
  z.object({ kind: z.literal('start'), targets, attach: z.boolean(), interactive: z.boolean(), detachKeys: text }),
  z.object({ kind: z.literal('stop'), targets, seconds: z.number().int().optional(), signal: text }),
  z.object({ kind: z.literal('restart'), targets, seconds: z.number().int().optional(), signal: text }),
  z.object({ kind: z.literal('kill'), targets, signal: text }),
  z.object({ kind: z.literal('pause'), targets }),
  z.object({ kind: z.literal('unpause'), targets }),
  z.object({ kind: z.literal('wait'), targets }),
  z.object({ kind: z.literal('remove'), targets, force: z.boolean(), volumes: z.boolean(), link: z.boolean() }),
  z.object({ kind: z.literal('prune'), filters: z.array(pair), force: z.boolean() }),
  z.object({ kind: z.literal('rename'), container: one, name: one }),
  z.object({ kind: z.literal('update'), targets, limits: limitChange }),
  z.object({
    kind: z.literal('list'),
    all: z.boolean(),
    size: z.boolean(),
    last: z.number().int().optional(),
    filters: z.array(pair),
    quiet: z.boolean(),
    noTrunc: z.boolean(),
    format: text,
  }),
  z.object({
    kind: z.literal('logs'),
    container: one,
    follow: z.boolean(),
    timestamps: z.boolean(),
    details: z.boolean(),
    tail: text,
    since: text,
    until: text,
  }),
  z.object({
    kind: z.literal('exec'),
    container: one,
    command: z.array(z.string()).min(1),
    detach: z.boolean(),
    detachKeys: text,
    env: z.array(variable),
    envFile: z.array(z.string()),
    interactive: z.boolean(),
    privileged: z.boolean(),
    tty: z.boolean(),
    user: text,
    workdir: text,
  }),
  z.object({
    kind: z.literal('attach'),
    container: one,
    detachKeys: text,
    stdin: z.boolean(),
    sigProxy: z.boolean(),
  }),
  z.object({ kind: z.literal('inspect'), targets, size: z.boolean(), type: text, format: text }),
  z.object({ kind: z.literal('top'), container: one, options: z.array(z.string()) }),
  z.object({
    kind: z.literal('stats'),
    targets: z.array(target),
    all: z.boolean(),
    noStream: z.boolean(),
    noTrunc: z.boolean(),
    format: text,
  }),
  z.object({ kind: z.literal('changes'), container: one }),
  z.object({
    kind: z.literal('copy'),
    /** Which side is in the container. */
    direction: z.enum(['in', 'out']),
    container: one,
    path: z.string(),
    /** On this computer; `-` is the standard stream. */
    local: z.string(),
    archive: z.boolean(),
    followLink: z.boolean(),
    quiet: z.boolean(),
  }),
  z.object({
    kind: z.literal('commit'),
    container: one,
    reference: text,
    author: text,
    message: text,
    changes: z.array(z.string()),
    pause: z.boolean(),
  }),
  z.object({ kind: z.literal('export'), container: one, output: text }),
  z.object({ kind: z.literal('ports'), container: one, port: text }),
  z.object({ kind: z.literal('pull'), ...transfer }),
  z.object({ kind: z.literal('push'), ...transfer }),
  z.object({ kind: z.literal('tag'), source: one, target: one }),
  z.object({
    kind: z.literal('login'),
    /** The registry’s address; Docker Hub’s unless told. */
    server: text,
    username: text,
    /** For the form’s field alone: no command that is shown or kept has it. */
    password: text,
    passwordStdin: z.boolean(),
  }),
  z.object({ kind: z.literal('logout'), server: text }),
  z.object({
    kind: z.literal('search'),
    term: one,
    filters: z.array(pair),
    limit: z.number().int().optional(),
    noTrunc: z.boolean(),
    format: text,
  }),
  z.object({
    kind: z.literal('images'),
    all: z.boolean(),
    digests: z.boolean(),
    noTrunc: z.boolean(),
    quiet: z.boolean(),
    tree: z.boolean(),
    filters: z.array(pair),
    format: text,
    /** A repository, or a pattern of names. */
    reference: text,
  }),
  z.object({ kind: z.literal('inspectImages'), images: z.array(imageNamed).min(1), format: text, platform: text }),
  z.object({
    kind: z.literal('history'),
    image: one,
    human: z.boolean(),
    noTrunc: z.boolean(),
    quiet: z.boolean(),
    format: text,
    platform: text,
  }),
  z.object({
    kind: z.literal('removeImages'),
    images: z.array(imageNamed).min(1),
    force: z.boolean(),
    /** Parents without a name stay. */
    noPrune: z.boolean(),
    platform: text,
  }),
  /** `docker system df`. */
  z.object({ kind: z.literal('diskUsage'), verbose: z.boolean(), format: text }),
  /** A prune of more than one kind, or of one that has no action of its own. */
  z.object({
    kind: z.literal('cleanUp'),
    of: z.enum(['system', 'volume', 'network', 'builder']),
    all: z.boolean(),
    /** With `system`: volumes, too. */
    volumes: z.boolean(),
    force: z.boolean(),
    filters: z.array(pair),
    /** With `builder`: bytes of the cache that are kept. */
    keepStorage: int64.optional(),
  }),
  z.object({
    kind: z.literal('createVolume'),
    name: text,
    driver: text,
    options: z.array(pair),
    labels: z.array(pair),
  }),
  z.object({ kind: z.literal('volumes'), filters: z.array(pair), quiet: z.boolean(), format: text }),
  z.object({ kind: z.literal('inspectVolumes'), volumes: z.array(one).min(1), format: text }),
  z.object({ kind: z.literal('removeVolumes'), volumes: z.array(volumeNamed).min(1), force: z.boolean() }),
  z.object({ kind: z.literal('pruneImages'), all: z.boolean(), force: z.boolean(), filters: z.array(pair) }),
  z.object({ kind: z.literal('save'), images: z.array(imageNamed).min(1), output: text, platform: text }),
  z.object({ kind: z.literal('load'), input: text, quiet: z.boolean(), platform: text }),
  z.object({
    kind: z.literal('import'),
    /** A file, an address, or `-` for the standard stream. */
    source: one,
    reference: text,
    message: text,
    changes: z.array(z.string()),
    platform: text,
  }),
  z.object({ kind: z.literal('createNetwork'), network: networkSpec }),
  z.object({
    kind: z.literal('networks'),
    filters: z.array(pair),
    quiet: z.boolean(),
    noTrunc: z.boolean(),
    format: text,
  }),
  z.object({
    kind: z.literal('inspectNetworks'),
    networks: z.array(networkNamed).min(1),
    verbose: z.boolean(),
    format: text,
  }),
  z.object({ kind: z.literal('removeNetworks'), networks: z.array(networkNamed).min(1), force: z.boolean() }),
  z.object({ kind: z.literal('connectNetwork'), network: one, targets, endpoint: endpointSpec }),
  z.object({ kind: z.literal('disconnectNetwork'), network: one, targets, force: z.boolean() }),
  z.object({ kind: z.literal('open'), page }),
  z.object({ kind: z.literal('help'), of: z.string() }),
])
export type Action = z.infer<typeof action>
