import { z } from 'zod'

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '')
const number = z
  .number()
  .nullish()
  .transform((value) => value ?? 0)
const truth = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false)
const texts = z
  .array(z.string())
  .nullish()
  .transform((value) => value ?? [])
const words = z
  .union([z.array(z.string()), z.string().transform((one) => [one])])
  .nullish()
  .transform((value) => value ?? [])
const map = z
  .record(z.string(), z.string().nullish())
  .nullish()
  .transform((value) => value ?? {})
const keys = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((value) => Object.keys(value ?? {}))
const list = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((value) => value ?? [])

const health = z
  .object({
    Test: texts,
    Interval: number,
    Timeout: number,
    StartPeriod: number,
    StartInterval: number,
    Retries: number,
  })
  .nullish()

const config = z.object({
  Hostname: text,
  Domainname: text,
  User: text,
  AttachStdin: truth,
  AttachStdout: truth,
  AttachStderr: truth,
  ExposedPorts: keys,
  Tty: truth,
  OpenStdin: truth,
  Env: texts,
  Cmd: words,
  Healthcheck: health,
  Image: text,
  Volumes: keys,
  WorkingDir: text,
  Entrypoint: words,
  MacAddress: text,
  Labels: map,
  StopSignal: text,
  StopTimeout: z.number().nullish(),
})

const rate = z.object({ Path: z.string(), Rate: z.number() })
const mount = z.object({
  Type: z.string(),
  Source: text,
  Target: text,
  ReadOnly: truth,
  Consistency: text,
  BindOptions: z
    .object({ Propagation: text, NonRecursive: truth, ReadOnlyNonRecursive: truth, ReadOnlyForceRecursive: truth })
    .nullish(),
  VolumeOptions: z
    .object({
      NoCopy: truth,
      Subpath: text,
      Labels: map,
      DriverConfig: z.object({ Name: text, Options: map }).nullish(),
    })
    .nullish(),
  ImageOptions: z.object({ Subpath: text }).nullish(),
  TmpfsOptions: z.object({ SizeBytes: number, Mode: number }).nullish(),
})
export type InspectedMount = z.infer<typeof mount>

const endpoint = z.object({
  IPAMConfig: z.object({ IPv4Address: text, IPv6Address: text, LinkLocalIPs: texts }).nullish(),
  Aliases: texts,
  Links: texts,
  DriverOpts: map,
  GwPriority: number,
})
export type InspectedEndpoint = z.infer<typeof endpoint>

/** `docker inspect` of a container, as far as it says how it was made. */
export const inspectedContainer = z.object({
  Id: z.string(),
  Name: z.string(),
  Image: text,
  State: z.object({ Running: truth }),
  Config: config,
  HostConfig: z.object({
    Binds: texts,
    LogConfig: z.object({ Type: text, Config: map }).nullish(),
    NetworkMode: text,
    PortBindings: z
      .record(z.string(), list(z.object({ HostIp: text, HostPort: text })))
      .nullish()
      .transform((value) => value ?? {}),
    RestartPolicy: z.object({ Name: text, MaximumRetryCount: number }).nullish(),
    AutoRemove: truth,
    VolumeDriver: text,
    VolumesFrom: texts,
    Annotations: map,
    CapAdd: texts,
    CapDrop: texts,
    CgroupnsMode: text,
    Dns: texts,
    DnsOptions: texts,
    DnsSearch: texts,
    ExtraHosts: texts,
    GroupAdd: texts,
    IpcMode: text,
    Links: texts,
    OomScoreAdj: number,
    PidMode: text,
    Privileged: truth,
    PublishAllPorts: truth,
    ReadonlyRootfs: truth,
    SecurityOpt: texts,
    MaskedPaths: z.array(z.string()).nullish(),
    StorageOpt: map,
    Tmpfs: map,
    UTSMode: text,
    UsernsMode: text,
    ShmSize: number,
    Sysctls: map,
    Runtime: text,
    Isolation: text,
    Init: z.boolean().nullish(),
    Mounts: list(mount),
    CpuShares: number,
    Memory: number,
    NanoCpus: number,
    CgroupParent: text,
    BlkioWeight: number,
    BlkioWeightDevice: list(z.object({ Path: z.string(), Weight: z.number() })),
    BlkioDeviceReadBps: list(rate),
    BlkioDeviceWriteBps: list(rate),
    BlkioDeviceReadIOps: list(rate),
    BlkioDeviceWriteIOps: list(rate),
    CpuPeriod: number,
    CpuQuota: number,
    CpuRealtimePeriod: number,
    CpuRealtimeRuntime: number,
    CpusetCpus: text,
    CpusetMems: text,
    Devices: list(z.object({ PathOnHost: text, PathInContainer: text, CgroupPermissions: text })),
    DeviceCgroupRules: texts,
    DeviceRequests: list(
      z.object({ Driver: text, Count: number, DeviceIDs: texts, Capabilities: list(texts), Options: map }),
    ),
    KernelMemory: number,
    MemoryReservation: number,
    MemorySwap: number,
    MemorySwappiness: z.number().nullish(),
    OomKillDisable: truth,
    PidsLimit: number,
    Ulimits: list(z.object({ Name: z.string(), Hard: z.number(), Soft: z.number() })),
  }),
  NetworkSettings: z.object({
    Networks: z
      .record(z.string(), endpoint)
      .nullish()
      .transform((value) => value ?? {}),
  }),
})
export type InspectedContainer = z.infer<typeof inspectedContainer>

/** What an image gives to its containers. */
export const inspectedImage = z.object({ Config: config.partial().nullish() })
export type ImageConfig = NonNullable<z.infer<typeof inspectedImage>['Config']>

/** The engine's own choices, which a container has where nothing was said. */
export const engineDefaults = z.object({ LoggingDriver: text, DefaultRuntime: text, CgroupVersion: text })
export type EngineDefaults = z.infer<typeof engineDefaults>
