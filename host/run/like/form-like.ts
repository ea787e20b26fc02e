import type { RunForm } from '../../../contract/runs.ts'
import { commandLine } from '../../../contract/shell.ts'
import { hostWords } from './host-words.ts'
import type { EngineDefaults, ImageConfig, InspectedContainer } from './inspected.ts'

/** A form that makes such a container again, and what no flag of docker run can say of it. */
export type Likeness = { form: RunForm; unsaid: string[] }

/** The flags that are said, by their names; empty ones are left out. */
export class Said {
  readonly flags: Record<string, string[]> = {}

  /** Says a flag as often as there are values that say something. */
  add(name: string, ...values: (string | number | undefined)[]): void {
    const some = values.filter((value) => value !== undefined && value !== '' && value !== 0).map(String)
    if (some.length > 0) this.flags[name] = [...(this.flags[name] ?? []), ...some]
  }

  /** Says a flag that stands alone. */
  on(name: string, is: boolean): void {
    if (is) this.flags[name] = ['true']
  }
}

/** Reads from a container, and from what its image and its engine gave it, how it was made. */
export function formLike(container: InspectedContainer, image: ImageConfig, engine: EngineDefaults): Likeness {
  const said = new Said()
  const unsaid: string[] = []
  said.add('name', container.Name.replace(/^\//, ''))
  life(container, image, said)
  const command = program(container, image, said, unsaid)
  own(container, image, said)
  health(container, image, said, unsaid)
  hostWords(container, engine, said, unsaid)
  return { form: { verb: 'run', image: container.Config.Image, command, flags: said.flags }, unsaid }
}

function life({ Config, HostConfig }: InspectedContainer, image: ImageConfig, said: Said): void {
  const { AttachStdin, AttachStdout, AttachStderr, OpenStdin, Tty, StopSignal, StopTimeout } = Config
  said.on('detach', !AttachStdout && !AttachStderr && !AttachStdin)
  if (AttachStdout !== AttachStderr || (AttachStdin && !AttachStdout)) {
    said.add('attach', AttachStdin ? 'stdin' : '', AttachStdout ? 'stdout' : '', AttachStderr ? 'stderr' : '')
  }
  said.on('interactive', OpenStdin)
  said.on('tty', Tty)
  said.on('rm', HostConfig.AutoRemove)
  const { Name: policy = '', MaximumRetryCount: times = 0 } = HostConfig.RestartPolicy ?? {}
  if (policy !== 'no') said.add('restart', times > 0 ? `${policy}:${times}` : policy)
  if (HostConfig.Init !== null && HostConfig.Init !== undefined) said.flags.init = [String(HostConfig.Init)]
  if (StopSignal !== (image.StopSignal ?? '')) said.add('stop-signal', StopSignal)
  if (typeof StopTimeout === 'number') said.flags['stop-timeout'] = [String(StopTimeout)]
}

const same = (one: readonly string[], other: readonly string[]) => JSON.stringify(one) === JSON.stringify(other)

/** The command's words; the entrypoint goes into its flag. */
function program({ Config }: InspectedContainer, image: ImageConfig, said: Said, unsaid: string[]): string[] {
  const [entrypoint, theirs] = [Config.Entrypoint, image.Entrypoint ?? []]
  if (same(entrypoint, theirs)) return same(Config.Cmd, image.Cmd ?? []) ? [] : Config.Cmd
  const [first = '', ...rest] = entrypoint
  said.flags.entrypoint = [first]
  if (rest.length > 0) unsaid.push('The entrypoint has several words: all but the first are put before the command.')
  return [...rest, ...Config.Cmd]
}

/** What is the container's own and not its image's. */
function own({ Id, Config, HostConfig }: InspectedContainer, image: ImageConfig, said: Said): void {
  const inherited = new Set(image.Env ?? [])
  said.add('env', ...Config.Env.filter((entry) => !inherited.has(entry)))
  for (const [key, value] of Object.entries(Config.Labels)) {
    if (image.Labels?.[key] !== value) said.add('label', `${key}=${value ?? ''}`)
  }
  if (Config.User !== (image.User ?? '')) said.add('user', Config.User)
  if (Config.WorkingDir !== (image.WorkingDir ?? '')) said.add('workdir', Config.WorkingDir)
  const shares = /^(?:host|container:)/.test(HostConfig.NetworkMode) || HostConfig.UTSMode === 'host'
  if (!shares && Config.Hostname !== Id.slice(0, 12)) said.add('hostname', Config.Hostname)
  said.add('domainname', Config.Domainname)
  said.add('mac-address', Config.MacAddress)
  const published = new Set(Object.keys(HostConfig.PortBindings))
  const theirs = new Set(image.ExposedPorts ?? [])
  const exposed = Config.ExposedPorts.filter((port) => !published.has(port) && !theirs.has(port))
  said.add('expose', ...exposed.map((port) => port.replace(/\/tcp$/, '')))
  const volumes = new Set(image.Volumes ?? [])
  said.add('volume', ...Config.Volumes.filter((target) => !volumes.has(target)))
}

function health({ Config }: InspectedContainer, image: ImageConfig, said: Said, unsaid: string[]): void {
  const ours = Config.Healthcheck
  const theirs = image.Healthcheck
  if (!ours || JSON.stringify(ours) === JSON.stringify(theirs)) return
  const [kind, ...words] = ours.Test
  if (kind === 'NONE') {
    said.on('no-healthcheck', true)
    return
  }
  if (!same(ours.Test, theirs?.Test ?? [])) {
    if (kind === 'CMD') unsaid.push('The health check runs without a shell; here it runs in one.')
    said.add('health-cmd', kind === 'CMD' ? commandLine(words) : words.join(' '))
  }
  const time = (flag: string, key: 'Interval' | 'Timeout' | 'StartPeriod' | 'StartInterval') => {
    if (ours[key] !== (theirs?.[key] ?? 0) && ours[key] !== 0) said.add(flag, `${ours[key]}ns`)
  }
  time('health-interval', 'Interval')
  time('health-timeout', 'Timeout')
  time('health-start-period', 'StartPeriod')
  time('health-start-interval', 'StartInterval')
  if (ours.Retries !== (theirs?.Retries ?? 0)) said.add('health-retries', ours.Retries)
}
