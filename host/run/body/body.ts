import type { Pair, Run } from '../../../contract/run.ts'
import { extraHostText } from '../fields/host.ts'
import { labelOf } from '../fields/pair.ts'
import { Conflict } from '../misfit.ts'
import { jsonInteger, orNull, record, unlessEmpty } from '../values/json.ts'
import { capabilities } from './capabilities.ts'
import { clashes } from './clashes.ts'
import type { RunContext } from './context.ts'
import { environmentOf } from './environment.ts'
import { fileOf } from './files.ts'
import { healthcheck } from './health.ts'
import { keyValueLines } from './lines.ts'
import { bindsOf, mountsOf } from './mounts.ts'
import { networkingConfig } from './networking.ts'
import { portsOf } from './ports.ts'
import { resources } from './resources.ts'
import { securityOptions } from './security.ts'

/**
 * The body of `POST /containers/create`: what the docker CLI sends for the same command, key by key.
 * @throws Conflict when flags do not go together, or a file has not what it should
 */
export function bodyOf(run: Run, context: RunContext): object {
  const [clash] = clashes(run)
  if (clash) throw new Conflict(clash.what, clash.flags)
  const { exposed, bindings } = portsOf(run)
  const { binds, anonymous } = bindsOf(run, context)
  return {
    ...config(run, context, exposed, anonymous),
    HostConfig: hostConfig(run, context, binds, bindings),
    NetworkingConfig: networkingConfig(run),
  }
}

function config(run: Run, context: RunContext, exposed: object, anonymous: string[]): object {
  const detached = run.verb === 'run' && run.detach
  const attached = (stream: 'stdin' | 'stdout' | 'stderr') =>
    !detached && (run.attach.includes(stream) || (stream === 'stdin' ? run.interactive : run.attach.length === 0))
  const health = healthcheck(run)
  return {
    Hostname: run.hostname ?? '',
    Domainname: run.domainname ?? '',
    User: run.user ?? '',
    AttachStdin: attached('stdin'),
    AttachStdout: attached('stdout'),
    AttachStderr: attached('stderr'),
    ...unlessEmpty('ExposedPorts', exposed),
    Tty: run.tty,
    OpenStdin: run.interactive,
    StdinOnce: run.interactive && attached('stdin'),
    Env: orNull(environmentOf(run, context)),
    Cmd: orNull(run.command),
    ...(health && { Healthcheck: health }),
    Image: run.image,
    Volumes: record(anonymous.map((target) => [target, {}])),
    WorkingDir: run.workdir ?? '',
    Entrypoint: run.entrypoint === undefined ? null : [run.entrypoint],
    OnBuild: null,
    Labels: labels(run, context),
    ...unlessEmpty('StopSignal', run.stopSignal),
    ...(run.stopTimeout !== undefined && { StopTimeout: jsonInteger(run.stopTimeout) }),
  }
}

function hostConfig(run: Run, context: RunContext, binds: string[], bindings: object): object {
  const restart = run.restart ?? { name: 'no' }
  return {
    Binds: orNull(binds),
    ContainerIDFile: run.cidfile ?? '',
    LogConfig: { Type: run.logDriver ?? '', Config: pairs(run.logOpt) },
    NetworkMode: run.network[0]?.name ?? 'default',
    PortBindings: bindings,
    RestartPolicy: { Name: restart.name, MaximumRetryCount: jsonInteger(restart.retries) },
    AutoRemove: run.rm,
    VolumeDriver: run.volumeDriver ?? '',
    VolumesFrom: orNull(run.volumesFrom),
    ConsoleSize: [0, 0],
    ...unlessEmpty('Annotations', pairs(run.annotation)),
    CapAdd: capabilities(run.capAdd),
    CapDrop: capabilities(run.capDrop),
    CgroupnsMode: run.cgroupns ?? '',
    Dns: run.dns,
    DnsOptions: run.dnsOption,
    DnsSearch: run.dnsSearch,
    ExtraHosts: orNull(run.addHost.map(extraHostText)),
    GroupAdd: orNull(run.groupAdd),
    IpcMode: run.ipc ?? '',
    Cgroup: '',
    Links: orNull(run.link),
    OomScoreAdj: jsonInteger(run.oomScoreAdj),
    PidMode: run.pid ?? '',
    Privileged: run.privileged,
    PublishAllPorts: run.publishAll,
    ReadonlyRootfs: run.readOnly,
    ...securityOptions(run, context),
    ...unlessEmpty('StorageOpt', pairs(run.storageOpt)),
    ...unlessEmpty('Tmpfs', record(run.tmpfs.map(({ target, options = '' }) => [target, options]))),
    UTSMode: run.uts ?? '',
    UsernsMode: run.userns ?? '',
    ShmSize: jsonInteger(run.shmSize),
    ...unlessEmpty('Sysctls', pairs(run.sysctl)),
    ...unlessEmpty('Runtime', run.runtime),
    Isolation: run.isolation ?? '',
    ...resources(run, context),
    ...unlessEmpty('Mounts', mountsOf(run, context)),
    ...(run.init !== undefined && { Init: run.init }),
  }
}

const pairs = (list: Pair[]) => record(list.map(({ key, value }) => [key, value]))

function labels(run: Run, context: RunContext): Record<string, string> {
  const fromFiles = run.labelFile.flatMap((file) =>
    keyValueLines(file, fileOf(context, file, 'label-file'), 'label-file', () => undefined).map(labelOf),
  )
  return pairs([...fromFiles, ...run.label])
}
