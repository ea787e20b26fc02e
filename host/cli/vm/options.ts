import { resolve } from 'node:path'
import type { VmSettingsChange } from '../../../contract/index.ts'
import { readOptions, UsageError } from '../command.ts'

const ACTIONS = [
  'start',
  'stop',
  'restart',
  'status',
  'pause',
  'resume',
  'save',
  'resize',
  'reset',
  'restore',
  'repair',
  'trim',
  'logs',
  'shell',
  'doctor',
  'list',
] as const
export type VmAction = (typeof ACTIONS)[number]

export type VmArguments = {
  action: VmAction
  name: string
  json: boolean
  yes: boolean
  /** The word after the action, or those after `--`. */
  words: readonly string[]
  change: VmSettingsChange
  log: 'services' | 'console' | 'hypervisor' | 'keeper'
  follow: boolean
  make: boolean
  forget: boolean
  setAside: boolean
  address: boolean
  cold: boolean
  install: boolean
  /** A folder to be tried as a container’s mount. */
  mount: string | undefined
}

/** Reads what follows `slipway vm`; `help` when that is asked for. @throws UsageError naming the word that is wrong */
export function vmArguments(args: readonly string[]): VmArguments | 'help' {
  const [first, ...rest] = args
  if (first === undefined) throw new UsageError('What shall be done?')
  if (first === '--help' || first === '-h') return 'help'
  const action = ACTIONS.find((one) => one === first)
  if (action === undefined) throw new UsageError(`There is no action “${first}”.`)
  const end = rest.indexOf('--')
  const mine = end < 0 ? rest : rest.slice(0, end)
  const [word] = mine
  const takesWord = action === 'restore' && word !== undefined && !word.startsWith('-')
  if (end >= 0 && action !== 'shell') throw new UsageError(`Nothing may follow “--” after ${action}.`)
  const given = readOptions(takesWord ? mine.slice(1) : mine, {
    name: { type: 'string' },
    json: { type: 'boolean' },
    yes: { type: 'boolean', short: 'y' },
    help: { type: 'boolean', short: 'h' },
    cpus: { type: 'string' },
    memory: { type: 'string' },
    disk: { type: 'string' },
    console: { type: 'boolean' },
    hypervisor: { type: 'boolean' },
    keeper: { type: 'boolean' },
    follow: { type: 'boolean', short: 'f' },
    make: { type: 'boolean' },
    forget: { type: 'boolean' },
    'set-aside': { type: 'boolean' },
    address: { type: 'boolean' },
    cold: { type: 'boolean' },
    install: { type: 'boolean' },
    share: { type: 'string', multiple: true },
    idle: { type: 'string' },
    mount: { type: 'string' },
  })
  if (given.help) return 'help'
  const change = {
    ...(given.cpus !== undefined && { cpus: count(given.cpus) }),
    ...(given.memory !== undefined && { memory: bytes('--memory', given.memory) }),
    ...(given.disk !== undefined && { disk: bytes('--disk', given.disk) }),
    ...(given.share !== undefined && { shares: shares(given.share) }),
    ...(given.idle !== undefined && { idleMinutes: minutes(given.idle) }),
  }
  if (action === 'resize' && Object.keys(change).length === 0) {
    throw new UsageError('resize takes --cpus, --memory, --disk, --share or --idle.')
  }
  return {
    action,
    name: given.name ?? 'default',
    json: given.json ?? false,
    yes: given.yes ?? false,
    words: takesWord && word !== undefined ? [word] : end < 0 ? [] : rest.slice(end + 1),
    change,
    log: given.console ? 'console' : given.hypervisor ? 'hypervisor' : given.keeper ? 'keeper' : 'services',
    follow: given.follow ?? false,
    make: given.make ?? false,
    forget: given.forget ?? false,
    setAside: given['set-aside'] ?? false,
    address: given.address ?? false,
    cold: given.cold ?? false,
    install: given.install ?? false,
    mount: given.mount === undefined ? undefined : resolve(given.mount),
  }
}

function count(text: string): number {
  if (/^\d{1,3}$/.test(text) && Number(text) <= 256) return Number(text)
  throw new UsageError(`--cpus takes a whole number, 0 for what suits this computer, not “${text}”.`)
}

function minutes(text: string): number {
  if (/^\d{1,4}(\.\d+)?$/.test(text) && Number(text) <= 1440) return Number(text)
  throw new UsageError(`--idle takes minutes, up to 1440, 0 for never, not “${text}”.`)
}

/** Folders as `PATH` or `PATH:ro`; `none` for none at all. */
function shares(words: readonly string[]): { path: string; readonly: boolean }[] {
  if (words.length === 1 && words[0] === 'none') return []
  return words.map((word) => {
    const readonly = word.endsWith(':ro')
    const path = readonly ? word.slice(0, -3) : word
    if (path === '') throw new UsageError('--share takes a folder, as PATH or PATH:ro.')
    return { path: resolve(path), readonly }
  })
}

/** A size such as `4g`, `512m` or `1.5GiB`, in bytes. */
function bytes(option: string, text: string): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?) ?([kmgt]?)(?:i?b)?$/i.exec(text) ?? []
  if (number === '') throw new UsageError(`${option} takes a size such as 4g, not “${text}”.`)
  return Math.floor(Number(number) * 1024 ** ' kmgt'.indexOf(unit.toLowerCase() || ' '))
}
