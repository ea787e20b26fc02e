import { z } from 'zod'
import type { ContainerDetail } from '../../contract/index.ts'
import type { EngineClient } from '../engine/index.ts'

const words = z.union([z.array(z.string()), z.string().transform((word) => [word])]).nullish()

const inspected = z.object({
  Id: z.string(),
  Name: z.string(),
  Image: z.string(),
  Created: z.string(),
  Platform: z.string().default(''),
  RestartCount: z.number().default(0),
  State: z.object({
    Status: z.string(),
    ExitCode: z.number().default(0),
    OOMKilled: z.boolean().default(false),
    Error: z.string().default(''),
    Pid: z.number().default(0),
    StartedAt: z.string().default(''),
    FinishedAt: z.string().default(''),
    Health: z
      .object({
        Status: z.string(),
        FailingStreak: z.number().default(0),
        Log: z.array(z.object({ Output: z.string().default('') })).nullish(),
      })
      .nullish(),
  }),
  Config: z.object({
    Hostname: z.string().default(''),
    User: z.string().default(''),
    Tty: z.boolean().default(false),
    OpenStdin: z.boolean().default(false),
    Env: z.array(z.string()).nullish(),
    Cmd: words,
    Entrypoint: words,
    Image: z.string().default(''),
    WorkingDir: z.string().default(''),
    Labels: z.record(z.string(), z.string()).nullish(),
  }),
  HostConfig: z.object({
    RestartPolicy: z.object({ Name: z.string(), MaximumRetryCount: z.number().default(0) }).nullish(),
    AutoRemove: z.boolean().default(false),
    Privileged: z.boolean().default(false),
    NetworkMode: z.string().default(''),
    LogConfig: z.object({ Type: z.string() }).nullish(),
    Memory: z.number().default(0),
    NanoCpus: z.number().nullish(),
    CpuQuota: z.number().nullish(),
    CpuPeriod: z.number().nullish(),
    PidsLimit: z.number().nullish(),
  }),
  Mounts: z
    .array(
      z.object({
        Type: z.string().default(''),
        Name: z.string().optional(),
        Source: z.string().default(''),
        Destination: z.string(),
        RW: z.boolean().default(true),
      }),
    )
    .nullish(),
  NetworkSettings: z.object({
    Networks: z
      .record(
        z.string(),
        z.object({
          IPAddress: z.string().default(''),
          Gateway: z.string().default(''),
          MacAddress: z.string().default(''),
          Aliases: z.array(z.string()).nullish(),
        }),
      )
      .nullish(),
  }),
})
type Inspected = z.infer<typeof inspected>

/** What a container is, for people, with the engine's own answer. @throws SlipwayError NOT_FOUND */
export async function inspect(client: EngineClient, id: string, signal?: AbortSignal): Promise<ContainerDetail> {
  const at = signal ? { signal } : {}
  const raw = await client.json(z.unknown(), 'GET', `/containers/${encodeURIComponent(id)}/json`, at)
  return detailOf(inspected.parse(raw), raw)
}

function detailOf(one: Inspected, raw: unknown): ContainerDetail {
  const { State, Config, HostConfig } = one
  const started = timeOf(State.StartedAt)
  const finished = timeOf(State.FinishedAt)
  return {
    id: one.Id,
    name: one.Name.replace(/^\//, ''),
    image: Config.Image,
    imageId: one.Image,
    platform: one.Platform,
    state: State.Status,
    exitCode: State.ExitCode,
    outOfMemory: State.OOMKilled,
    error: State.Error,
    pid: State.Pid,
    restarts: one.RestartCount,
    created: timeOf(one.Created) ?? 0,
    ...(started !== undefined && { started }),
    ...(finished !== undefined && { finished }),
    ...(State.Health && State.Health.Status !== 'none' && { health: healthOf(State.Health) }),
    tty: Config.Tty,
    stdinOpen: Config.OpenStdin,
    detachKeys: 'ctrl-p,ctrl-q',
    entrypoint: Config.Entrypoint ?? [],
    command: Config.Cmd ?? [],
    workingDir: Config.WorkingDir,
    user: Config.User,
    hostname: Config.Hostname,
    environment: (Config.Env ?? []).map(pairOf),
    labels: Object.entries(Config.Labels ?? {}).map(([key, value]) => ({ key, value })),
    restartPolicy: restartPolicyOf(HostConfig.RestartPolicy),
    autoRemove: HostConfig.AutoRemove,
    privileged: HostConfig.Privileged,
    networkMode: HostConfig.NetworkMode,
    logDriver: HostConfig.LogConfig?.Type ?? '',
    memoryLimit: HostConfig.Memory,
    cpuLimit: cpuLimitOf(HostConfig),
    pidsLimit: Math.max(0, HostConfig.PidsLimit ?? 0),
    mounts: (one.Mounts ?? []).map((mount) => ({
      type: mount.Type,
      ...(mount.Name && { name: mount.Name }),
      source: mount.Source,
      destination: mount.Destination,
      writable: mount.RW,
    })),
    networks: Object.entries(one.NetworkSettings.Networks ?? {}).map(([name, endpoint]) => ({
      name,
      address: endpoint.IPAddress,
      gateway: endpoint.Gateway,
      mac: endpoint.MacAddress,
      aliases: endpoint.Aliases ?? [],
    })),
    raw,
  }
}

/** The engine writes year 1 for "never". */
function timeOf(text: string): number | undefined {
  const time = Date.parse(text)
  return Number.isFinite(time) && time > 0 ? time : undefined
}

function pairOf(text: string) {
  const at = text.indexOf('=')
  return at < 0 ? { key: text, value: '' } : { key: text.slice(0, at), value: text.slice(at + 1) }
}

function healthOf(health: NonNullable<Inspected['State']['Health']>) {
  return { status: health.Status, failures: health.FailingStreak, last: health.Log?.at(-1)?.Output ?? '' }
}

function restartPolicyOf(policy: Inspected['HostConfig']['RestartPolicy']): string {
  if (!policy?.Name) return 'no'
  return policy.Name === 'on-failure' && policy.MaximumRetryCount > 0
    ? `on-failure:${policy.MaximumRetryCount}`
    : policy.Name
}

/** Cores: `--cpus` is kept as NanoCpus, `--cpu-quota` as microseconds a period (100 ms unless told). */
function cpuLimitOf({ NanoCpus, CpuQuota, CpuPeriod }: Inspected['HostConfig']): number {
  if (NanoCpus) return NanoCpus / 1e9
  return CpuQuota && CpuQuota > 0 ? CpuQuota / (CpuPeriod || 100_000) : 0
}
