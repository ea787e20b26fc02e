import type { Int64, NetworkAttachment, Pair, Run } from '../../contract/run.ts'
import { emptyRun } from '../../host/run/empty.ts'

/** Random numbers that a seed repeats (mulberry32). */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** From 0 up to 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  /** A whole number from `low` to `high`. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1))
  }

  chance(share: number): boolean {
    return this.next() < share
  }

  pick<T>(items: readonly [T, ...T[]]): T {
    return items[this.between(0, items.length - 1)] ?? items[0]
  }

  list<T>(make: () => T, most = 3): T[] {
    return this.chance(0.7) ? [] : Array.from({ length: this.between(1, most) }, make)
  }
}

const PIECES = [
  ...[
    'a',
    'Z',
    '0',
    ' ',
    '-',
    '--x',
    '.',
    '/',
    ':',
    ',',
    '=',
    '"',
    "'",
    '\\',
    '$',
    '$HOME',
    '$(id)',
    '`',
    '~',
    '#',
    '%cd%',
  ],
  ...[
    '\n',
    '\t',
    '\u001b',
    '&&',
    '|',
    ';',
    '<',
    '>',
    '*',
    '?',
    '{',
    '}',
    '!',
    'ü',
    '🚢',
    '\u00a0',
    '\ufeff',
    '$env:X',
    '^',
  ],
] as const

/** Any container that a form could describe, in the form in which it is read back. */
export function randomRun(random: Random): Run {
  const text = (): string => Array.from({ length: random.between(1, 6) }, () => random.pick(PIECES)).join('')
  const word = (): string => `w${random.between(0, 99_999).toString(36)}`
  const maybe = <K extends keyof Run>(key: K, make: () => Run[K]): Partial<Pick<Run, K>> => {
    const result: Partial<Pick<Run, K>> = {}
    if (random.chance(0.25)) result[key] = make()
    return result
  }
  const yes = () => random.chance(0.3)
  const int = (): Int64 => large(random.between(-1, 2 ** 40))
  const large = (usual: number): Int64 => (random.chance(0.1) ? '9223372036854775807' : usual)
  const size = (): Int64 =>
    random.chance(0.1)
      ? '1152921504606846976'
      : random.between(0, 2 ** 20) * random.pick([1, 1024, 1024 ** 2, 1024 ** 3])
  const time = (): Int64 =>
    large(random.between(0, 10_000) * random.pick([1, 1000, 1_000_000, 1_000_000_000, 60_000_000_000]))
  const unsigned = (): Int64 => (random.chance(0.2) ? '18446744073709551615' : random.between(0, 1e9))
  const key = (): string => text().replaceAll('=', '') || 'k'
  const pair = (): Pair => ({ key: key(), value: random.chance(0.2) ? '' : text() })
  const unique = (pairs: Pair[]): Pair[] => [...new Map(pairs.map((one) => [one.key, one])).values()]
  const bare = (): string => text().toLowerCase().replaceAll('=', '').trim() || 'n'
  const network = (): NetworkAttachment => {
    const short = { name: text().replaceAll('=', '').trim() || 'n', aliases: [], driverOptions: [], linkLocalIps: [] }
    if (random.chance(0.5)) return short
    return {
      name: word(),
      aliases: random.list(bare),
      driverOptions: unique(random.list(() => ({ key: bare(), value: bare() }))),
      linkLocalIps: random.list(() => `169.254.0.${random.between(1, 200)}`),
      ...(yes() && { ip: '10.0.0.2' }),
      ...(yes() && { ip6: '2001:db8::1' }),
      ...(yes() && { macAddress: '02:42:ac:11:00:02' }),
      ...(yes() && { gatewayPriority: large(random.between(-5, 5)) }),
    }
  }
  const range = () => {
    const from = random.between(0, 65_000)
    return { from, to: from + (random.chance(0.3) ? random.between(1, 500) : 0) }
  }
  // What may stand together, or the docker CLI would refuse it.
  const bind = (readOnly: boolean) => {
    const recursive = readOnly ? random.pick(['writable', 'readonly', ''] as const) : ''
    const propagation = recursive === 'readonly' ? 'rprivate' : random.pick(['rslave', ''] as const)
    return {
      ...(propagation !== '' && { propagation }),
      nonRecursive: yes(),
      readOnlyNonRecursive: recursive === 'writable',
      readOnlyForceRecursive: recursive === 'readonly',
    }
  }
  const flag = () => text()
  const verb = random.pick(['run', 'create'] as const)
  return {
    ...emptyRun(
      verb,
      random.pick([
        'nginx',
        'nginx:alpine',
        'quay.io/coreos/etcd:v3.5.4',
        'localhost:5000/a/b@sha256:'.concat('a'.repeat(64)),
      ]),
    ),
    command: random.list(() => (random.chance(0.1) ? '' : text()), 5),
    addHost: random.list(() => ({ host: word(), address: random.pick(['10.0.0.1', '::1', 'host-gateway']) })),
    annotation: random.list(pair),
    attach: verb === 'create' ? random.list(() => random.pick(['stdin', 'stdout', 'stderr'] as const)) : [],
    ...maybe('blkioWeight', () => random.between(0, 65_535)),
    blkioWeightDevice: random.list(() => ({ path: `/dev/${word()}`, weight: random.between(10, 1000) })),
    capAdd: random.list(flag),
    capDrop: random.list(flag),
    ...maybe('cgroupParent', flag),
    ...maybe('cgroupns', () => random.pick(['host', 'private'])),
    ...maybe('cidfile', flag),
    ...maybe('cpuCount', int),
    ...maybe('cpuPercent', int),
    ...maybe('cpuPeriod', int),
    ...maybe('cpuQuota', int),
    ...maybe('cpuRtPeriod', int),
    ...maybe('cpuRtRuntime', int),
    ...maybe('cpuShares', int),
    ...maybe('cpus', () => large(random.between(0, 64_000_000_000))),
    ...maybe('cpusetCpus', flag),
    ...maybe('cpusetMems', flag),
    detach: verb === 'run' && yes(),
    ...(verb === 'run' ? maybe('detachKeys', flag) : {}),
    device: random.list(() =>
      random.chance(0.2)
        ? { cdi: 'vendor.com/gpu=all' }
        : {
            host: `/dev/${word()}`,
            container: `/dev/${word()}`,
            permissions: random.pick(['rwm', 'r', 'rw', 'mr']),
          },
    ),
    deviceCgroupRule: random.list(() => `c ${random.between(1, 9)}:* rwm`),
    deviceReadBps: random.list(() => ({ path: `/dev/${word()}`, rate: size() })),
    deviceReadIops: random.list(() => ({ path: `/dev/${word()}`, rate: unsigned() })),
    deviceWriteBps: random.list(() => ({ path: `/dev/${word()}`, rate: size() })),
    deviceWriteIops: random.list(() => ({ path: `/dev/${word()}`, rate: unsigned() })),
    disableContentTrust: !yes(),
    dns: random.list(() => random.pick(['1.1.1.1', '2001:db8::1'])),
    dnsOption: random.list(flag),
    dnsSearch: random.list(() => `${word()}.example.org`),
    ...maybe('domainname', flag),
    ...maybe('entrypoint', () => (random.chance(0.3) ? '' : text())),
    env: random.list(() => ({ key: key(), ...(random.chance(0.8) && { value: random.chance(0.2) ? '' : text() }) }), 6),
    envFile: random.list(flag),
    expose: random.list(() => ({ ...range(), protocol: random.pick(['tcp', 'udp', 'TCP', 'odd']) })),
    gpus: random.list(() => {
      const devices = yes() ? { devices: ['0', text().replaceAll(/[,\r\n]/g, '')] } : {}
      return {
        count: large(random.pick([-1, 1, 3])),
        ...devices,
        ...(yes() && { driver: text().replaceAll(/[\r\n]/g, '') || 'd' }),
        ...(yes() && { capabilities: ['utility', 'compute'] }),
        options: yes() ? [{ key: word(), value: text().replaceAll(/[\r\n]/g, '') }] : [],
      }
    }),
    groupAdd: random.list(flag),
    ...maybe('healthInterval', time),
    ...maybe('healthCmd', flag),
    ...maybe('healthRetries', () => large(random.between(0, 9))),
    ...maybe('healthStartInterval', time),
    ...maybe('healthStartPeriod', time),
    ...maybe('healthTimeout', time),
    ...maybe('hostname', flag),
    ...(random.chance(0.3) && { init: random.chance(0.5) }),
    interactive: yes(),
    ...maybe('ioMaxbandwidth', size),
    ...maybe('ioMaxiops', unsigned),
    ...maybe('ip', flag),
    ...maybe('ip6', flag),
    ...maybe('ipc', flag),
    ...maybe('isolation', flag),
    ...maybe('kernelMemory', size),
    label: random.list(() => ({ key: key().replaceAll(/[ \t]/g, '') || 'k', value: text() })),
    labelFile: random.list(flag),
    link: random.list(() => `${word()}:${word()}`),
    linkLocalIp: random.list(flag),
    ...maybe('logDriver', flag),
    logOpt: random.list(pair),
    ...maybe('macAddress', () => '02-42-ac-11-00-02'),
    ...maybe('memory', size),
    ...maybe('memoryReservation', size),
    ...maybe('memorySwap', () => (random.chance(0.3) ? -1 : size())),
    ...maybe('memorySwappiness', () => random.between(-1, 100)),
    mount: random.list(() => {
      const path = () => text().replaceAll(/\r/g, '') || '/x'
      const common = {
        target: `/${path()}`,
        readOnly: random.chance(0.5),
        ...(yes() && { source: path() }),
        ...(yes() && { consistency: 'cached' }),
      }
      switch (random.pick(['bind', 'volume', 'tmpfs', 'image', 'npipe'] as const)) {
        case 'bind':
          return {
            ...common,
            type: 'bind',
            ...(yes() && { bind: bind(common.readOnly) }),
          }
        case 'volume':
          return {
            ...common,
            type: 'volume',
            ...(yes() && {
              volume: {
                noCopy: yes(),
                ...(yes() && { subpath: path() }),
                ...(yes() && { driver: path() }),
                labels: unique(random.list(pair)),
                options: unique(random.list(pair)),
              },
            }),
          }
        case 'tmpfs':
          return {
            ...common,
            type: 'tmpfs',
            ...(yes() && {
              tmpfs: random.chance(0.5) ? { mode: 0o1777 } : { size: size(), ...(yes() && { mode: 0 }) },
            }),
          }
        case 'image':
          return { ...common, type: 'image', ...(yes() && { image: { ...(yes() && { subpath: path() }) } }) }
        default:
          return { ...common, type: 'npipe' }
      }
    }),
    ...maybe('name', flag),
    network: random.list(network, 2),
    networkAlias: random.list(flag),
    noHealthcheck: yes(),
    oomKillDisable: yes(),
    ...maybe('oomScoreAdj', () => large(random.between(-1000, 1000))),
    ...maybe('pid', () => random.pick(['host', 'container:x y'])),
    ...maybe('pidsLimit', int),
    ...maybe('platform', () => random.pick(['linux/amd64', 'linux/arm/v6', 'arm64'])),
    privileged: yes(),
    publish: random.list(() => {
      const container = range()
      const from = random.between(0, 60_000)
      return {
        ...(yes() && { ip: random.pick(['127.0.0.1', '::1', '0.0.0.0']) }),
        ...(yes() && { host: { from, to: from + container.to - container.from } }),
        container,
        protocol: random.pick(['tcp', 'udp', 'sctp'] as const),
      }
    }),
    publishAll: yes(),
    ...maybe('pull', () => random.pick(['always', 'missing', 'never'] as const)),
    quiet: yes(),
    readOnly: yes(),
    ...maybe('restart', () =>
      random.pick([
        { name: 'no' },
        { name: '' },
        { name: 'always' },
        { name: 'on-failure' },
        { name: 'on-failure', retries: large(5) },
      ]),
    ),
    rm: yes(),
    ...maybe('runtime', flag),
    securityOpt: random.list(() => random.pick(['no-new-privileges', 'seccomp=unconfined', 'label:type:x y'])),
    ...maybe('shmSize', size),
    sigProxy: verb === 'create' || !yes(),
    ...maybe('stopSignal', flag),
    ...maybe('stopTimeout', int),
    storageOpt: random.list(pair),
    sysctl: random.list(() => ({ key: `net.${word()}`, value: text() })),
    tmpfs: random.list(() => ({ target: text().replaceAll(':', ''), ...(yes() && { options: text() }) })),
    tty: yes(),
    ulimit: random.list(() => {
      const soft = large(5)
      return {
        name: random.pick(['nofile', 'core', 'rtprio']),
        soft,
        hard: random.pick([soft, '9223372036854775807', -1] as const),
      }
    }),
    useApiSocket: yes(),
    ...maybe('user', flag),
    ...maybe('userns', () => 'host'),
    ...maybe('uts', () => 'host'),
    volume: random.list(() => {
      const path = () => `/${text().replaceAll(':', '')}`
      if (random.chance(0.2)) return { target: path() }
      return {
        source: random.chance(0.5) ? path() : word() + word(),
        target: path(),
        ...(yes() && { options: random.pick(['ro', 'rw,z', 'nocopy']) }),
      }
    }),
    ...maybe('volumeDriver', flag),
    volumesFrom: random.list(flag),
    ...maybe('workdir', flag),
  }
}
