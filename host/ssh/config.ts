import { globSync, readFileSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { matchesPattern } from './known-hosts.ts'

/** What `~/.ssh/config` says of a host; paths are as written there. */
export type HostConfig = {
  hostName?: string
  user?: string
  port?: number
  identityFiles: string[]
  identitiesOnly: boolean
  identityAgent?: string
  knownHostsFiles: string[]
  hostKeyAlias?: string
  /** How a host that is not known is taken; `ask` unless told. */
  strictHostKeyChecking?: string
  /** Ways around that only the `ssh` command knows: `ProxyJump box`. */
  detour?: string
}

const DEPTH = 8

/**
 * Reads what a configuration of OpenSSH says of a host: the first value counts, as ssh_config(5) has it.
 * `Match` blocks other than `Match all` are passed over.
 * @param path of the file; a missing one says nothing
 */
export function readHostConfig(path: string, host: string, home: string): HostConfig {
  const config: HostConfig = { identityFiles: [], identitiesOnly: false, knownHostsFiles: [] }
  const seen = new Set<string>()
  readFile(path, 0)
  return config

  function readFile(file: string, depth: number): void {
    let text: string
    try {
      text = readFileSync(file, 'utf8')
    } catch {
      return
    }
    let applies = true
    for (const line of text.split('\n')) {
      const [, word, rest] = /^\s*([A-Za-z]+)(?:\s*=\s*|\s+)(.+?)\s*$/.exec(line) ?? []
      if (word === undefined || rest === undefined) continue
      const values = words(rest)
      const key = word.toLowerCase()
      if (key === 'host') applies = hostMatches(values, host)
      else if (key === 'match') applies = values.length === 1 && values[0]?.toLowerCase() === 'all'
      else if (key === 'include' && applies && depth < DEPTH) {
        for (const pattern of values) for (const found of included(pattern)) readFile(found, depth + 1)
      } else if (applies) take(key, values)
    }
  }

  function included(pattern: string): string[] {
    const path = untilde(pattern, home)
    return globSync(isAbsolute(path) ? path : join(home, '.ssh', path)).sort()
  }

  function take(key: string, values: string[]): void {
    const [value = ''] = values
    // Of these each line adds one; of all others the first counts.
    if (key === 'identityfile') return void config.identityFiles.push(value)
    if (seen.has(key)) return
    seen.add(key)
    if (key === 'hostname') config.hostName = value.replaceAll('%h', host).replaceAll('%%', '%')
    if (key === 'user') config.user = value
    if (key === 'port' && /^\d{1,5}$/.test(value)) config.port = Number(value)
    if (key === 'identitiesonly') config.identitiesOnly = value.toLowerCase() === 'yes'
    if (key === 'identityagent') config.identityAgent = value
    if (key === 'userknownhostsfile') config.knownHostsFiles = values
    if (key === 'hostkeyalias') config.hostKeyAlias = value
    if (key === 'stricthostkeychecking') config.strictHostKeyChecking = value.toLowerCase()
    if ((key === 'proxyjump' || key === 'proxycommand') && value.toLowerCase() !== 'none') {
      config.detour ??= `${key === 'proxyjump' ? 'ProxyJump' : 'ProxyCommand'} ${values.join(' ')}`
    }
  }
}

function hostMatches(patterns: readonly string[], host: string): boolean {
  if (patterns.some((pattern) => pattern.startsWith('!') && matchesPattern(pattern.slice(1), host))) return false
  return patterns.some((pattern) => !pattern.startsWith('!') && matchesPattern(pattern, host))
}

/** `~` is the person’s home, as in a shell. */
export const untilde = (path: string, home: string): string =>
  path === '~' || path.startsWith('~/') ? join(home, path.slice(1)) : path

function words(text: string): string[] {
  return [...text.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
}
