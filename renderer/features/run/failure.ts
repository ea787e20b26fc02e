/** Which fields of the form the engine's reason is about, and the host's port where it names one. */
export type Blame = { flag: string; port?: string } | undefined

const REASONS: readonly (readonly [flag: string, words: RegExp])[] = [
  ['name', /name "?[^"]*"? is already in use/i],
  [
    'publish',
    /port is already allocated|address already in use|cannot expose privileged port|Ports are not available/i,
  ],
  ['network', /^network \S+ not found|could not find network|network-scoped alias|No such network/i],
  [
    'image',
    /pull access denied|manifest.* (?:unknown|not found)|No such image|repository .* not found|not found: manifest/i,
  ],
  ['user', /unable to find user/i],
  ['workdir', /workdir|working directory/i],
  ['runtime', /unknown or invalid runtime/i],
  ['memory', /memory limit/i],
  ['cpus', /Range of CPUs/i],
  ['volume', /invalid mount|mount path|bind source path|volume name|error while mounting/i],
  [
    'command',
    /executable file not found|no such file or directory: unknown|permission denied: unknown|No command specified/i,
  ],
]

/** Reads the engine's reason for not making the container; undefined where it isn't clear which field it means. */
export function blame(why: string): Blame {
  const flag = REASONS.find(([, words]) => words.test(why))?.[0]
  if (flag === undefined) return undefined
  const [, port] = (flag === 'publish' && /:(\d+)(?:\/\w+)? ?(?:failed|:|->)|:(\d+) failed/.exec(why)) || []
  return port === undefined ? { flag } : { flag, port }
}
