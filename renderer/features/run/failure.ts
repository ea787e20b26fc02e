import type { RunForm } from '../../../contract/index.ts'

type Flags = RunForm['flags']
/** The field of the form that the engine's reason is about, and which of its values. */
export type Blame = { flag: string; at?: number } | undefined

/** The engine's words, and the flags they may be about; the one that is given, or the first, is meant. */
const REASONS: readonly (readonly [words: RegExp, ...flags: [string, ...string[]]])[] = [
  [/name "?[^"]*"? is already in use/i, 'name'],
  [
    /port is already allocated|address already in use|cannot expose privileged port|Ports are not available/i,
    'publish',
  ],
  [/could not get container for/i, 'link'],
  [/No such container/i, 'network', 'volumes-from', 'pid', 'ipc', 'link'],
  [/^network \S+ not found|could not find network|No such network/i, 'network'],
  [/network-scoped alias/i, 'network-alias', 'network'],
  [/user specified IP address/i, 'ip', 'ip6', 'network'],
  [
    /pull access denied|manifest.* (?:unknown|not found)|No such image|repository .* not found|not found: manifest/i,
    'image',
  ],
  [/does not match the specified platform|no matching manifest/i, 'platform'],
  [/unable to find user/i, 'user'],
  [/unable to find group/i, 'group-add', 'user'],
  [/working directory/i, 'workdir'],
  [/runtime specified|unknown or invalid runtime/i, 'runtime'],
  [/capabilities: \[\[.*gpu|could not select device driver/i, 'gpus'],
  [/kernel memory/i, 'kernel-memory'],
  [/memoryswap|memory swap/i, 'memory-swap', 'memory'],
  [/memory limit/i, 'memory'],
  [/Range of CPUs/i, 'cpus'],
  [/Requested CPUs/i, 'cpuset-cpus'],
  [/Requested memory nodes/i, 'cpuset-mems'],
  [/CPU cfs period/i, 'cpu-period'],
  [/CPU cfs quota/i, 'cpu-quota'],
  [/cpu-shares/i, 'cpu-shares'],
  [/oom score adj/i, 'oom-score-adj'],
  [/volume plugin|volume driver|VolumeDriver|create \S+: .*plugin/i, 'volume-driver', 'mount'],
  [/logging plugin|log-opt|logger/i, 'log-driver'],
  [/gathering device information/i, 'device'],
  [/invalid CapAdd/i, 'cap-add'],
  [/invalid CapDrop/i, 'cap-drop'],
  [/invalid signal/i, 'stop-signal'],
  [/storage-opt/i, 'storage-opt'],
  [/invalid isolation/i, 'isolation'],
  [/invalid mount config|bind source path/i, 'mount', 'volume'],
  [/invalid mount path|mount path must be/i, 'tmpfs', 'volume', 'mount'],
  [/mount source path|volume name|error while mounting|invalid mode:|Duplicate mount point/i, 'volume', 'mount'],
  [
    /executable file not found|no such file or directory: unknown|permission denied: unknown|No command specified/i,
    'command',
  ],
]

/** Reads the engine's reason for not making the container; undefined where it isn't clear which field it means. */
export function blame(why: string, given: Flags): Blame {
  const [, ...flags] = REASONS.find(([words]) => words.test(why)) ?? []
  const named = flags.find((flag) => given[flag]?.some((value) => names(why, value)))
  const flag = named ?? flags.find((one) => given[one] !== undefined) ?? flags[0]
  if (flag === undefined) return undefined
  const values = given[flag] ?? []
  const at = values.findIndex((value) => names(why, value))
  return values.length === 0 ? { flag } : { flag, at: Math.max(0, at) }
}

/** Whether the reason has one of the value's own words, such as the port of `127.0.0.1:8080:80`. */
function names(why: string, value: string): boolean {
  const said = new Set((why.match(/[\w./-]+/g) ?? []).map(bare))
  // An address stands in many a reason, whatever it is about.
  return value
    .split(/[:,=]/)
    .map(bare)
    .some((word) => word.length > 2 && !/^\d+(\.\d+){3}$/.test(word) && said.has(word))
}

const bare = (word: string) => word.replace(/^\W+|\W+$/g, '')
