import type { Action, ImageNamed, LimitChange, NetworkNamed, Target, VolumeNamed } from '../../../contract/action.ts'
import { createNetworkCommand, endpointWords } from '../../../contract/network-commands.ts'
import { quote } from '../../../contract/shell.ts'
import { spellBuild } from '../build/spell.ts'
import { pairText, variableText } from '../fields/pair.ts'
import { restartPolicyText } from '../fields/restart.ts'
import { spell as spellRun } from '../spell.ts'
import { cpusText } from '../values/cpus.ts'
import { sizeText } from '../values/size.ts'
import { imageSetText } from './image-set.ts'
import { networkSetText } from './network-set.ts'
import { setText } from './set.ts'
import { volumeSetText } from './volume-set.ts'

/** The docker command line that does the same. */
export function spellAction(action: Action): string {
  if (action.kind === 'run') return spellRun(action.run)
  if (action.kind === 'build') return spellBuild(action.build)
  if (action.kind === 'createNetwork') return createNetworkCommand(action.network)
  if (action.kind === 'open') return `docker ${OPENS[action.page]}`
  return ['docker', ...parts(action)].join(' ')
}

const OPENS = {
  disk: 'system',
  containers: 'ps -a',
  images: 'images',
  volumes: 'volume ls',
  networks: 'network ls',
  stacks: 'compose ls',
  activity: 'events',
  engines: 'info',
  settings: 'login',
}

const is = (said: boolean, flag: string) => (said ? [flag] : [])
const has = (flag: string, value: string | number | undefined) =>
  value === undefined ? [] : [flag, quote(String(value))]
const each = (flag: string, values: string[]) => values.flatMap((value) => [flag, quote(value)])
const filters = (list: { key: string; value: string }[]) =>
  each(
    '--filter',
    list.map(({ key, value }) => `${key}=${value}`),
  )
/** What looks like a flag, and is none, stands behind `--`; in quotes it looks like one to the command, too. */
const ended = (words: string[]) => (words.some((word) => /^(?:\$?')?-./.test(word)) ? ['--', ...words] : words)
/** A set is left for the shell to look up: it may not be in quotes. */
const targets = (list: Target[]) =>
  ended(list.map((target) => ('name' in target ? quote(target.name) : setText(target.set))))
const images = (list: ImageNamed[]) =>
  ended(list.map((one) => ('name' in one ? quote(one.name) : imageSetText(one.set))))
const networks = (list: NetworkNamed[]) =>
  ended(list.map((one) => ('name' in one ? quote(one.name) : networkSetText(one.set))))
/** A network, then the container on it. */
const place = (network: string, list: Target[]) =>
  ended([quote(network), ...targets(list).filter((word) => word !== '--')])
const volumes = (list: VolumeNamed[]) =>
  ended(list.map((one) => ('name' in one ? quote(one.name) : volumeSetText(one.set))))
const names = (...list: string[]) => ended(list.map(quote))
/** What follows the name is the program's own. */
const program = (name: string, words: string[]) => [...names(name), ...words.map(quote)]

function parts(action: Exclude<Action, { kind: 'run' | 'build' | 'createNetwork' | 'open' }>): string[] {
  switch (action.kind) {
    case 'start':
      return [
        'start',
        ...is(action.attach, '-a'),
        ...is(action.interactive, '-i'),
        ...has('--detach-keys', action.detachKeys),
        ...targets(action.targets),
      ]
    case 'stop':
    case 'restart':
      return [action.kind, ...has('--signal', action.signal), ...has('-t', action.seconds), ...targets(action.targets)]
    case 'kill':
      return ['kill', ...has('--signal', action.signal), ...targets(action.targets)]
    case 'pause':
    case 'unpause':
    case 'wait':
      return [action.kind, ...targets(action.targets)]
    case 'remove':
      return [
        'rm',
        ...is(action.force, '-f'),
        ...is(action.volumes, '-v'),
        ...is(action.link, '-l'),
        ...targets(action.targets),
      ]
    case 'prune':
      return ['container', 'prune', ...is(action.force, '-f'), ...filters(action.filters)]
    case 'diskUsage':
      return ['system', 'df', ...is(action.verbose, '-v'), ...has('--format', action.format)]
    case 'cleanUp':
      return [
        action.of,
        'prune',
        ...is(action.all, '-a'),
        ...is(action.volumes, '--volumes'),
        ...has('--keep-storage', action.keepStorage),
        ...is(action.force, '-f'),
        ...filters(action.filters),
      ]
    case 'createVolume':
      return [
        ...['volume', 'create'],
        ...has('--driver', action.driver),
        ...each('--opt', action.options.map(pairText)),
        ...each('--label', action.labels.map(pairText)),
        ...(action.name === undefined ? [] : names(action.name)),
      ]
    case 'volumes':
      return ['volume', 'ls', ...is(action.quiet, '-q'), ...filters(action.filters), ...has('--format', action.format)]
    case 'inspectVolumes':
      return ['volume', 'inspect', ...has('--format', action.format), ...names(...action.volumes)]
    case 'removeVolumes':
      return ['volume', 'rm', ...is(action.force, '-f'), ...volumes(action.volumes)]
    case 'rename':
      return ['rename', ...names(action.container, action.name)]
    case 'update':
      return ['update', ...limitWords(action.limits), ...targets(action.targets)]
    case 'list':
      return [
        'ps',
        ...is(action.all, '-a'),
        ...is(action.size, '-s'),
        ...is(action.quiet, '-q'),
        ...is(action.noTrunc, '--no-trunc'),
        ...has('-n', action.last),
        ...filters(action.filters),
        ...has('--format', action.format),
      ]
    case 'logs':
      return [
        'logs',
        ...is(action.follow, '-f'),
        ...is(action.timestamps, '-t'),
        ...is(action.details, '--details'),
        ...has('--tail', action.tail),
        ...has('--since', action.since),
        ...has('--until', action.until),
        ...names(action.container),
      ]
    case 'exec':
      return [
        'exec',
        ...is(action.detach, '-d'),
        ...is(action.interactive, '-i'),
        ...is(action.tty, '-t'),
        ...is(action.privileged, '--privileged'),
        ...has('--detach-keys', action.detachKeys),
        ...each('-e', action.env.map(variableText)),
        ...each('--env-file', action.envFile),
        ...has('-u', action.user),
        ...has('-w', action.workdir),
        ...program(action.container, action.command),
      ]
    case 'attach':
      return [
        'attach',
        ...is(!action.stdin, '--no-stdin'),
        ...is(!action.sigProxy, '--sig-proxy=false'),
        ...has('--detach-keys', action.detachKeys),
        ...names(action.container),
      ]
    case 'inspect':
      return [
        'inspect',
        ...is(action.size, '-s'),
        ...has('--type', action.type),
        ...has('--format', action.format),
        ...targets(action.targets),
      ]
    case 'top':
      return ['top', ...program(action.container, action.options)]
    case 'stats':
      return [
        'stats',
        ...is(action.all, '-a'),
        ...is(action.noStream, '--no-stream'),
        ...is(action.noTrunc, '--no-trunc'),
        ...has('--format', action.format),
        ...targets(action.targets),
      ]
    case 'changes':
      return ['diff', ...names(action.container)]
    case 'copy': {
      const inside = `${action.container}:${action.path}`
      return [
        'cp',
        ...is(action.archive, '-a'),
        ...is(action.followLink, '-L'),
        ...is(action.quiet, '-q'),
        ...(action.direction === 'in' ? names(action.local, inside) : names(inside, action.local)),
      ]
    }
    case 'commit':
      return [
        'commit',
        ...has('-a', action.author),
        ...has('-m', action.message),
        ...each('-c', action.changes),
        ...is(!action.pause, '--pause=false'),
        ...names(action.container, ...(action.reference === undefined ? [] : [action.reference])),
      ]
    case 'export':
      return ['export', ...has('-o', action.output), ...names(action.container)]
    case 'ports':
      return ['port', ...names(action.container, ...(action.port === undefined ? [] : [action.port]))]
    case 'pull':
    case 'push':
      return [
        action.kind,
        ...is(action.allTags, '-a'),
        ...has('--platform', action.platform),
        ...is(action.quiet, '-q'),
        quote(action.reference),
      ]
    case 'tag':
      return ['tag', quote(action.source), quote(action.target)]
    case 'login':
      return [
        'login',
        ...has('-u', action.username),
        ...is(action.passwordStdin, '--password-stdin'),
        ...(action.server === undefined ? [] : [quote(action.server)]),
      ]
    case 'logout':
      return ['logout', ...(action.server === undefined ? [] : [quote(action.server)])]
    case 'search':
      return [
        'search',
        ...filters(action.filters),
        ...has('--limit', action.limit),
        ...is(action.noTrunc, '--no-trunc'),
        ...has('--format', action.format),
        quote(action.term),
      ]
    case 'images':
      return [
        'images',
        ...is(action.all, '-a'),
        ...is(action.digests, '--digests'),
        ...is(action.noTrunc, '--no-trunc'),
        ...is(action.quiet, '-q'),
        ...is(action.tree, '--tree'),
        ...filters(action.filters),
        ...has('--format', action.format),
        ...(action.reference === undefined ? [] : names(action.reference)),
      ]
    case 'inspectImages':
      return [
        ...['image', 'inspect'],
        ...has('--format', action.format),
        ...has('--platform', action.platform),
        ...images(action.images),
      ]
    case 'history':
      return [
        'history',
        ...is(!action.human, '--human=false'),
        ...is(action.noTrunc, '--no-trunc'),
        ...is(action.quiet, '-q'),
        ...has('--format', action.format),
        ...has('--platform', action.platform),
        ...names(action.image),
      ]
    case 'removeImages':
      return [
        'rmi',
        ...is(action.force, '-f'),
        ...is(action.noPrune, '--no-prune'),
        ...has('--platform', action.platform),
        ...images(action.images),
      ]
    case 'pruneImages':
      return ['image', 'prune', ...is(action.all, '-a'), ...is(action.force, '-f'), ...filters(action.filters)]
    case 'save':
      return ['save', ...has('-o', action.output), ...has('--platform', action.platform), ...images(action.images)]
    case 'load':
      return ['load', ...has('-i', action.input), ...has('--platform', action.platform), ...is(action.quiet, '-q')]
    case 'import':
      return [
        'import',
        ...has('--platform', action.platform),
        ...has('-m', action.message),
        ...each('-c', action.changes),
        // A single hyphen is the standard stream, and no flag.
        ...names(action.source, ...(action.reference === undefined ? [] : [action.reference])),
      ]
    case 'networks':
      return [
        ...['network', 'ls'],
        ...is(action.quiet, '-q'),
        ...is(action.noTrunc, '--no-trunc'),
        ...filters(action.filters),
        ...has('--format', action.format),
      ]
    case 'inspectNetworks':
      return [
        ...['network', 'inspect'],
        ...is(action.verbose, '-v'),
        ...has('--format', action.format),
        ...networks(action.networks),
      ]
    case 'removeNetworks':
      return ['network', 'rm', ...is(action.force, '-f'), ...networks(action.networks)]
    case 'connectNetwork':
      return [
        'network',
        'connect',
        ...endpointWords(action.endpoint).map(quote),
        ...place(action.network, action.targets),
      ]
    case 'disconnectNetwork':
      return ['network', 'disconnect', ...is(action.force, '-f'), ...place(action.network, action.targets)]
    case 'help':
      return [...action.of.split(' '), '--help']
  }
}

function limitWords(limits: LimitChange): string[] {
  const size = (value: LimitChange['memory']) =>
    value === undefined ? undefined : value === -1 ? '-1' : sizeText(value)
  return [
    ...has('--memory', size(limits.memory)),
    ...has('--memory-reservation', size(limits.memoryReservation)),
    ...has('--memory-swap', size(limits.memorySwap)),
    ...has('--cpus', limits.cpus === undefined ? undefined : cpusText(limits.cpus)),
    ...has('--cpu-shares', limits.cpuShares),
    ...has('--cpu-period', limits.cpuPeriod),
    ...has('--cpu-quota', limits.cpuQuota),
    ...has('--cpu-rt-period', limits.cpuRtPeriod),
    ...has('--cpu-rt-runtime', limits.cpuRtRuntime),
    ...has('--cpuset-cpus', limits.cpusetCpus),
    ...has('--cpuset-mems', limits.cpusetMems),
    ...has('--pids-limit', limits.pidsLimit),
    ...has('--blkio-weight', limits.blkioWeight),
    ...has('--restart', limits.restart && restartPolicyText(limits.restart)),
  ]
}
