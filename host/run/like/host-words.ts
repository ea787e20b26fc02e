import type { Said } from './form-like.ts'
import type { EngineDefaults, InspectedContainer, InspectedEndpoint, InspectedMount } from './inspected.ts'

/** The size of /dev/shm where none was said, in bytes. */
const SHM = 64 * 1024 ** 2

/** What the container takes of its host: ports, networks, mounts, limits, rights. */
export function hostWords(container: InspectedContainer, engine: EngineDefaults, said: Said, unsaid: string[]): void {
  networks(container, said)
  storage(container, said)
  log(container, engine, said)
  limits(container, said)
  devices(container, said)
  isolation(container, engine, said, unsaid)
}

function networks({ Id, Name, HostConfig: host, NetworkSettings }: InspectedContainer, said: Said): void {
  for (const [port, bindings] of Object.entries(host.PortBindings)) {
    for (const { HostIp, HostPort } of bindings) {
      const ip = HostIp.includes(':') ? `[${HostIp}]` : HostIp
      const outer = ip !== '' ? `${ip}:${HostPort}:` : HostPort !== '' ? `${HostPort}:` : ''
      said.add('publish', `${outer}${port.replace(/\/tcp$/, '')}`)
    }
  }
  said.on('publish-all', host.PublishAllPorts)
  const mode = host.NetworkMode
  const others = Object.keys(NetworkSettings.Networks).filter((name) => name !== mode)
  const mine = /^(?:default|bridge|host|none|container:.*|)$/.test(mode)
  const own = [Id.slice(0, 12), Name.replace(/^\//, '')]
  const words = (name: string) => networkWords(name, NetworkSettings.Networks[name], own)
  if (mode !== 'default') said.add('network', mine ? mode : words(mode))
  // What was joined later is joined at once; the engine's own networks go with no other.
  if (!mine) said.add('network', ...others.map(words))
  said.add('dns', ...host.Dns)
  said.add('dns-option', ...host.DnsOptions)
  said.add('dns-search', ...host.DnsSearch)
  said.add('add-host', ...host.ExtraHosts)
  const links = [...host.Links, ...(NetworkSettings.Networks[mode]?.Links ?? [])]
  said.add('link', ...links.map((link) => link.replace(/^\/([^:]*):(?:.*\/)?([^/]*)$/, '$1:$2')))
}

function networkWords(name: string, endpoint: InspectedEndpoint | undefined, own: readonly string[]): string {
  if (!endpoint) return name
  const { IPAMConfig: addresses, Aliases, DriverOpts, GwPriority } = endpoint
  const options = [
    ...[...new Set(Aliases)].filter((alias) => !own.includes(alias)).map((alias) => `alias=${alias}`),
    ...(addresses?.IPv4Address ? [`ip=${addresses.IPv4Address}`] : []),
    ...(addresses?.IPv6Address ? [`ip6=${addresses.IPv6Address}`] : []),
    ...(addresses?.LinkLocalIPs ?? []).map((address) => `link-local-ip=${address}`),
    ...Object.entries(DriverOpts).map(([key, value]) => `driver-opt=${key}=${value ?? ''}`),
    ...(GwPriority ? [`gw-priority=${GwPriority}`] : []),
  ]
  return options.length === 0 ? name : [`name=${name}`, ...options].map(csv).join(',')
}

/** A field of a comma-separated value. */
const csv = (field: string) => (/[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)

function storage({ HostConfig: host }: InspectedContainer, said: Said): void {
  said.add('volume', ...host.Binds)
  said.add('mount', ...host.Mounts.map(mountWords))
  said.add(
    'tmpfs',
    ...Object.entries(host.Tmpfs).map(([target, options]) => (options ? `${target}:${options}` : target)),
  )
  said.add('volumes-from', ...host.VolumesFrom)
  said.add('volume-driver', host.VolumeDriver)
  said.on('read-only', host.ReadonlyRootfs)
  said.add('storage-opt', ...pairs(host.StorageOpt))
}

function mountWords(mount: InspectedMount): string {
  const { BindOptions: bind, VolumeOptions: volume, TmpfsOptions: tmpfs } = mount
  const is = (name: string, value: boolean | undefined) => (value ? [name] : [])
  const has = (name: string, value: string | number | undefined) => (value ? [`${name}=${value}`] : [])
  const words = [
    `type=${mount.Type}`,
    ...has('source', mount.Source),
    `target=${mount.Target}`,
    ...is('readonly', mount.ReadOnly),
    ...has('consistency', mount.Consistency),
    ...has('bind-propagation', bind?.Propagation),
    ...(bind?.NonRecursive ? ['bind-recursive=disabled'] : []),
    ...(bind?.ReadOnlyNonRecursive ? ['bind-recursive=writable'] : []),
    ...(bind?.ReadOnlyForceRecursive ? ['bind-recursive=readonly'] : []),
    ...is('volume-nocopy', volume?.NoCopy),
    ...has('volume-subpath', volume?.Subpath),
    ...pairs(volume?.Labels ?? {}).map((pair) => `volume-label=${pair}`),
    ...has('volume-driver', volume?.DriverConfig?.Name),
    ...pairs(volume?.DriverConfig?.Options ?? {}).map((pair) => `volume-opt=${pair}`),
    ...has('image-subpath', mount.ImageOptions?.Subpath),
    ...has('tmpfs-size', tmpfs?.SizeBytes),
    ...(tmpfs?.Mode ? [`tmpfs-mode=${tmpfs.Mode.toString(8)}`] : []),
  ]
  const says = (kind: string) => words.some((word) => word.startsWith(`${kind}-`))
  // Options that were given with their defaults are there, and empty.
  if (bind && !says('bind')) words.push('bind-nonrecursive=false')
  if (volume && !says('volume')) words.push('volume-nocopy=false')
  if (tmpfs && !says('tmpfs')) words.push('tmpfs-size=0')
  return words.map(csv).join(',')
}

const pairs = (map: Record<string, string | null | undefined>) =>
  Object.entries(map).map(([key, value]) => `${key}=${value ?? ''}`)

function log({ HostConfig: { LogConfig: log } }: InspectedContainer, engine: EngineDefaults, said: Said): void {
  if (!log) return
  if (log.Type !== engine.LoggingDriver) said.add('log-driver', log.Type)
  said.add('log-opt', ...pairs(log.Config))
}

function limits({ HostConfig: host }: InspectedContainer, said: Said): void {
  said.add('memory', host.Memory)
  said.add('memory-reservation', host.MemoryReservation)
  // The engine doubles the memory where nothing was said of swap.
  if (host.MemorySwap !== host.Memory * 2) said.add('memory-swap', host.MemorySwap)
  const { MemorySwappiness: swappiness } = host
  if (typeof swappiness === 'number' && swappiness >= 0) said.flags['memory-swappiness'] = [String(swappiness)]
  if (host.ShmSize !== SHM) said.add('shm-size', host.ShmSize)
  said.add('kernel-memory', host.KernelMemory)
  said.on('oom-kill-disable', host.OomKillDisable)
  said.add('oom-score-adj', host.OomScoreAdj)
  said.add('pids-limit', host.PidsLimit)
  if (host.NanoCpus > 0) said.add('cpus', (host.NanoCpus / 1e9).toFixed(9).replace(/\.?0+$/, ''))
  said.add('cpu-shares', host.CpuShares)
  said.add('cpu-period', host.CpuPeriod)
  said.add('cpu-quota', host.CpuQuota)
  said.add('cpu-rt-period', host.CpuRealtimePeriod)
  said.add('cpu-rt-runtime', host.CpuRealtimeRuntime)
  said.add('cpuset-cpus', host.CpusetCpus)
  said.add('cpuset-mems', host.CpusetMems)
  said.add('blkio-weight', host.BlkioWeight)
  said.add('blkio-weight-device', ...host.BlkioWeightDevice.map(({ Path, Weight }) => `${Path}:${Weight}`))
  for (const [flag, rates] of [
    ['device-read-bps', host.BlkioDeviceReadBps],
    ['device-write-bps', host.BlkioDeviceWriteBps],
    ['device-read-iops', host.BlkioDeviceReadIOps],
    ['device-write-iops', host.BlkioDeviceWriteIOps],
  ] as const) {
    said.add(flag, ...rates.map(({ Path, Rate }) => `${Path}:${Rate}`))
  }
  said.add('ulimit', ...host.Ulimits.map(({ Name, Soft, Hard }) => `${Name}=${Soft}:${Hard}`))
}

function devices({ HostConfig: host }: InspectedContainer, said: Said): void {
  said.add(
    'device',
    ...host.Devices.map(({ PathOnHost, PathInContainer, CgroupPermissions }) =>
      [PathOnHost, PathInContainer, CgroupPermissions].join(':'),
    ),
  )
  said.add('device-cgroup-rule', ...host.DeviceCgroupRules)
  for (const { Driver, Count, DeviceIDs, Capabilities, Options } of host.DeviceRequests) {
    if (Driver === 'cdi') {
      said.add('device', ...DeviceIDs)
      continue
    }
    const rights = (Capabilities[0] ?? []).filter((name) => name !== 'gpu')
    const words = [
      ...(Driver === '' ? [] : [`driver=${Driver}`]),
      ...(DeviceIDs.length > 0 ? [`device=${DeviceIDs.join(',')}`] : [`count=${Count < 0 ? 'all' : Count}`]),
      ...(rights.length > 0 ? [`capabilities=${rights.join(',')}`] : []),
      ...(Object.keys(Options).length > 0 ? [`options=${pairs(Options).map(csv).join(',')}`] : []),
    ]
    said.add('gpus', words.map(csv).join(','))
  }
}

function isolation(
  { HostConfig: host }: InspectedContainer,
  engine: EngineDefaults,
  said: Said,
  unsaid: string[],
): void {
  said.on('privileged', host.Privileged)
  said.add('cap-add', ...host.CapAdd)
  said.add('cap-drop', ...host.CapDrop)
  const profiles = host.SecurityOpt.filter((option) => /^seccomp[=:]\s*\{/.test(option))
  if (profiles.length > 0)
    unsaid.push('Its seccomp profile came from a file: name that file again under --security-opt.')
  said.add('security-opt', ...host.SecurityOpt.filter((option) => !profiles.includes(option)))
  if (!host.Privileged && host.MaskedPaths?.length === 0) said.add('security-opt', 'systempaths=unconfined')
  said.add('sysctl', ...pairs(host.Sysctls))
  said.add('group-add', ...host.GroupAdd)
  said.add('userns', host.UsernsMode)
  // A privileged one shares the host's where nothing was said, as on the first kind of cgroups.
  const usual = engine.CgroupVersion === '2' && !host.Privileged ? 'private' : 'host'
  if (host.CgroupnsMode !== usual) said.add('cgroupns', host.CgroupnsMode)
  if (host.IpcMode !== 'private') said.add('ipc', host.IpcMode)
  said.add('pid', host.PidMode)
  said.add('uts', host.UTSMode)
  said.add('cgroup-parent', host.CgroupParent)
  if (host.Runtime !== engine.DefaultRuntime) said.add('runtime', host.Runtime)
  said.add('isolation', host.Isolation)
  said.add('annotation', ...pairs(host.Annotations))
}
