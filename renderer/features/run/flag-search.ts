import type { RunFlag } from '../../../contract/index.ts'

export const GROUPS: readonly { group: RunFlag['group']; label: string }[] = [
  { group: 'life', label: 'How it is run' },
  { group: 'process', label: 'What runs in it' },
  { group: 'network', label: 'Network' },
  { group: 'storage', label: 'Files and log' },
  { group: 'limits', label: 'Limits and devices' },
  { group: 'health', label: 'Health' },
  { group: 'isolation', label: 'Isolation' },
]

/** Flags that have a field of their own in the form. */
const ELSEWHERE = new Set([
  ...['name', 'publish', 'publish-all', 'env', 'volume', 'tmpfs', 'network', 'network-alias', 'restart', 'entrypoint'],
  ...['memory', 'cpus', 'pids-limit', 'shm-size', 'rm'],
])

/** What else people call what a flag is about. */
const ALSO: Record<string, string> = {
  'cap-add': 'capability capabilities rights',
  'cap-drop': 'capability capabilities rights',
  hostname: 'host name',
  user: 'uid gid',
  workdir: 'working directory folder cwd',
  'log-driver': 'logging',
  'log-opt': 'logging rotation',
  'add-host': 'hosts file extra hosts',
  mount: 'bind volume folder',
  'env-file': 'environment dotenv',
  'health-cmd': 'healthcheck',
  platform: 'architecture arm64 amd64',
  gpus: 'gpu nvidia cuda',
}

/** The flags of the Advanced part: those that are set, all of them, or those that fit what is searched. */
export function flagsShown(
  flags: readonly RunFlag[],
  text: string,
  which: 'set' | 'all',
  isSet: (name: string) => boolean,
): RunFlag[] {
  const wanted = text.toLowerCase().replace(/^-+/, '').split(/\s+/).filter(Boolean)
  const fits = ({ name, about }: RunFlag) => {
    const words = `${name} ${name.replaceAll('-', ' ')} ${about} ${ALSO[name] ?? ''}`.toLowerCase()
    return wanted.every((word) => words.includes(word))
  }
  return flags.filter((flag) => {
    if (ELSEWHERE.has(flag.name)) return false
    return wanted.length > 0 ? fits(flag) : which === 'all' || isSet(flag.name)
  })
}
