import { z } from 'zod'

/** A 64-bit whole number: its decimal digits where JavaScript's own numbers are not exact. */
export const int64 = z.union([
  z
    .number()
    .int()
    .min(-(2 ** 53 - 1))
    .max(2 ** 53 - 1),
  z.string().regex(/^-?\d{16,20}$/),
])
export type Int64 = z.infer<typeof int64>

/** `KEY=value`, as labels and options have it. */
export const pair = z.object({ key: z.string(), value: z.string() })
export type Pair = z.infer<typeof pair>

/** An environment variable; without a value it is taken from the environment of who runs the command. */
export const variable = z.object({ key: z.string().min(1), value: z.string().optional() })
export type Variable = z.infer<typeof variable>

const portNumber = z.number().int().min(0).max(65_535)
/** `8000-8003`, both ends included. */
export const portRange = z.object({ from: portNumber, to: portNumber })
export type PortRange = z.infer<typeof portRange>

export const publishedPort = z.object({
  /** The address of the engine's machine; absent for all of them. */
  ip: z.string().optional(),
  /** Absent where the engine chooses. */
  host: portRange.optional(),
  container: portRange,
  protocol: z.enum(['tcp', 'udp', 'sctp']),
})
export type PublishedPort = z.infer<typeof publishedPort>

export const exposedPort = portRange.extend({ protocol: z.string() })
export type ExposedPort = z.infer<typeof exposedPort>

/** `-v`: a volume without a name where there is no source, else a volume's name or a path. */
export const volumeMount = z.object({
  source: z.string().min(1).optional(),
  target: z.string().min(1),
  /** `ro`, `z`, `nocopy`, …, joined with commas. */
  options: z.string().min(1).optional(),
})
export type VolumeMount = z.infer<typeof volumeMount>

/** `--mount`. Options of a type are there as soon as one of them was given, be it with its default. */
export const mountSpec = z.object({
  type: z.string().min(1),
  source: z.string().optional(),
  target: z.string().min(1),
  readOnly: z.boolean(),
  consistency: z.string().optional(),
  bind: z
    .object({
      propagation: z.string().optional(),
      /** What is mounted below the source is left out. */
      nonRecursive: z.boolean(),
      /** Read-only, but not what is mounted below. */
      readOnlyNonRecursive: z.boolean(),
      /** Read-only all the way down, or not at all. */
      readOnlyForceRecursive: z.boolean(),
    })
    .optional(),
  volume: z
    .object({
      noCopy: z.boolean(),
      subpath: z.string().optional(),
      labels: z.array(pair),
      driver: z.string().optional(),
      options: z.array(pair),
    })
    .optional(),
  image: z.object({ subpath: z.string().optional() }).optional(),
  tmpfs: z
    .object({
      /** Bytes. */
      size: int64.optional(),
      /** Permission bits, as `0o1777`. */
      mode: z.number().int().min(0).max(0xffff_ffff).optional(),
    })
    .optional(),
})
export type MountSpec = z.infer<typeof mountSpec>

export const tmpfsMount = z.object({ target: z.string(), options: z.string().min(1).optional() })
export type TmpfsMount = z.infer<typeof tmpfsMount>

export const networkAttachment = z.object({
  name: z.string().min(1),
  aliases: z.array(z.string()),
  driverOptions: z.array(pair),
  ip: z.string().optional(),
  ip6: z.string().optional(),
  linkLocalIps: z.array(z.string()),
  macAddress: z.string().optional(),
  gatewayPriority: int64.optional(),
})
export type NetworkAttachment = z.infer<typeof networkAttachment>

/** A device of the engine's machine, or one by its name in the Container Device Interface. */
export const device = z.union([
  z.object({ host: z.string(), container: z.string(), permissions: z.string() }),
  z.object({ cdi: z.string() }),
])
export type Device = z.infer<typeof device>

export const gpuRequest = z.object({
  /** -1 for all. */
  count: int64,
  driver: z.string().optional(),
  devices: z.array(z.string()).optional(),
  /** Besides `gpu` itself. */
  capabilities: z.array(z.string()).optional(),
  options: z.array(pair),
})
export type GpuRequest = z.infer<typeof gpuRequest>

export const ulimit = z.object({ name: z.string(), soft: int64, hard: int64 })
export type Ulimit = z.infer<typeof ulimit>
export const deviceRate = z.object({ path: z.string(), rate: int64 })
export type DeviceRate = z.infer<typeof deviceRate>
export const deviceWeight = z.object({ path: z.string(), weight: z.number().int() })
export type DeviceWeight = z.infer<typeof deviceWeight>
export const extraHost = z.object({ host: z.string(), address: z.string() })
export type ExtraHost = z.infer<typeof extraHost>
export const restartPolicy = z.object({ name: z.string(), retries: int64.optional() })
export type RestartPolicy = z.infer<typeof restartPolicy>

const text = z.string().min(1).optional()
const texts = z.array(z.string())
const pairs = z.array(pair)
const integer = int64.optional()

/**
 * A container to create: what `docker run` or `docker create` says, word for word.
 * Every field is named as its flag; an absent one was not given. Sizes are bytes, times nanoseconds.
 */
export const run = z.object({
  verb: z.enum(['run', 'create']),
  image: z.string().min(1),
  /** What follows the image: the command and its arguments. */
  command: texts,
  addHost: z.array(extraHost),
  annotation: pairs,
  attach: z.array(z.enum(['stdin', 'stdout', 'stderr'])),
  blkioWeight: integer,
  blkioWeightDevice: z.array(deviceWeight),
  capAdd: texts,
  capDrop: texts,
  cgroupParent: text,
  cgroupns: text,
  cidfile: text,
  cpuCount: integer,
  cpuPercent: integer,
  cpuPeriod: integer,
  cpuQuota: integer,
  cpuRtPeriod: integer,
  cpuRtRuntime: integer,
  cpuShares: integer,
  /** In billionths of a core. */
  cpus: integer,
  cpusetCpus: text,
  cpusetMems: text,
  detach: z.boolean(),
  detachKeys: text,
  device: z.array(device),
  deviceCgroupRule: texts,
  deviceReadBps: z.array(deviceRate),
  deviceReadIops: z.array(deviceRate),
  deviceWriteBps: z.array(deviceRate),
  deviceWriteIops: z.array(deviceRate),
  disableContentTrust: z.boolean(),
  dns: texts,
  dnsOption: texts,
  dnsSearch: texts,
  domainname: text,
  /** Empty: the image's own entrypoint is dropped. */
  entrypoint: z.string().optional(),
  env: z.array(variable),
  envFile: texts,
  expose: z.array(exposedPort),
  gpus: z.array(gpuRequest),
  groupAdd: texts,
  healthCmd: text,
  healthInterval: integer,
  healthRetries: integer,
  healthStartInterval: integer,
  healthStartPeriod: integer,
  healthTimeout: integer,
  hostname: text,
  init: z.boolean().optional(),
  interactive: z.boolean(),
  ioMaxbandwidth: integer,
  ioMaxiops: integer,
  ip: text,
  ip6: text,
  ipc: text,
  isolation: text,
  kernelMemory: integer,
  label: pairs,
  labelFile: texts,
  link: texts,
  linkLocalIp: texts,
  logDriver: text,
  logOpt: pairs,
  macAddress: text,
  memory: integer,
  memoryReservation: integer,
  memorySwap: integer,
  memorySwappiness: integer,
  mount: z.array(mountSpec),
  name: text,
  network: z.array(networkAttachment),
  networkAlias: texts,
  noHealthcheck: z.boolean(),
  oomKillDisable: z.boolean(),
  oomScoreAdj: integer,
  pid: text,
  pidsLimit: integer,
  platform: text,
  privileged: z.boolean(),
  publish: z.array(publishedPort),
  publishAll: z.boolean(),
  pull: z.enum(['always', 'missing', 'never']).optional(),
  quiet: z.boolean(),
  readOnly: z.boolean(),
  restart: restartPolicy.optional(),
  rm: z.boolean(),
  runtime: text,
  securityOpt: texts,
  shmSize: integer,
  sigProxy: z.boolean(),
  stopSignal: text,
  stopTimeout: integer,
  storageOpt: pairs,
  sysctl: pairs,
  tmpfs: z.array(tmpfsMount),
  tty: z.boolean(),
  ulimit: z.array(ulimit),
  useApiSocket: z.boolean(),
  user: text,
  userns: text,
  uts: text,
  volume: z.array(volumeMount),
  volumeDriver: text,
  volumesFrom: texts,
  workdir: text,
})
export type Run = z.infer<typeof run>
