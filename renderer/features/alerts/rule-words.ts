import type { AlertRule } from '../../../contract/index.ts'

export type RuleKind = AlertRule['kind']

/** The kinds of rules, in the order they are offered. */
export const KINDS: readonly { value: RuleKind; label: string }[] = [
  { value: 'restartLoop', label: 'Restart loop' },
  { value: 'failed', label: 'Exited with an error' },
  { value: 'unhealthy', label: 'Unhealthy' },
  { value: 'memory', label: 'Memory' },
  { value: 'cpu', label: 'CPU' },
  { value: 'disk', label: 'Disk nearly full' },
]

/** When a rule tells, in a sentence. */
export function ruleWords(rule: AlertRule): string {
  if (rule.kind === 'disk') return `Less than ${rule.below} % of the engine’s disk is free`
  const whom = rule.names.length === 0 ? 'A container' : rule.names.join(', ')
  switch (rule.kind) {
    case 'cpu':
      return `${whom} uses more than ${rule.above} % of a core for ${rule.minutes} min`
    case 'memory':
      return `${whom} uses more than ${rule.above} % of the memory it may for ${rule.minutes} min`
    case 'restartLoop':
      return `${whom} ends ${rule.times} times within ${rule.minutes} min and is started again`
    case 'unhealthy':
      return `${whom} becomes unhealthy`
    case 'failed':
      return `${whom} ends by itself with an error, or for want of memory`
  }
}

/** A rule of a kind as most people want it. */
export function usualRule(kind: RuleKind, id: string): AlertRule {
  const of = { id, enabled: true, names: [] }
  switch (kind) {
    case 'cpu':
      return { ...of, kind, above: 90, minutes: 5 }
    case 'memory':
      return { ...of, kind, above: 90, minutes: 2 }
    case 'restartLoop':
      return { ...of, kind, times: 3, minutes: 5 }
    case 'unhealthy':
    case 'failed':
      return { ...of, kind }
    case 'disk':
      return { id, enabled: true, kind, below: 10 }
  }
}

/** What is told of where a person wants to be told, and has not said of what. */
export function usualRules(newId: () => string): AlertRule[] {
  return (['restartLoop', 'failed', 'unhealthy', 'disk'] as const).map((kind) => usualRule(kind, newId()))
}

/** Names and patterns as they are written in one line. */
export function readNames(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean)
}
