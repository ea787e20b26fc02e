import type { NetworkSpec, Pair } from '../../../../contract/index.ts'
import { plainNetwork } from '../../../../contract/network-commands.ts'

/** A subnet as it is being filled in; `reserved` holds `name=address`, with blanks or commas between. */
export type SubnetDraft = { subnet: string; gateway: string; range: string; reserved: string }

/** A network as it is being filled in. */
export type NetworkDraft = Omit<NetworkSpec, 'subnets' | 'ipamDriver' | 'configFrom' | 'scope'> & {
  subnets: readonly SubnetDraft[]
  ipamDriver: string
  configFrom: string
  scope: string
}

export const EMPTY_SUBNET: SubnetDraft = { subnet: '', gateway: '', range: '', reserved: '' }

/** The draft that says what a network says. */
export function draftOf(network: NetworkSpec = plainNetwork('')): NetworkDraft {
  const { subnets, ipamDriver = '', configFrom = '', scope = '', ...rest } = network
  return {
    ...rest,
    ...{ ipamDriver, configFrom, scope },
    subnets: subnets.map(({ subnet, gateway = '', range = '', reserved }) => ({
      ...{ subnet, gateway, range },
      reserved: reserved.map(({ key, value }) => `${key}=${value}`).join(' '),
    })),
  }
}

/** The network that a draft says, without what is empty. */
export function networkOf(draft: NetworkDraft): NetworkSpec {
  const { subnets, ipamDriver, configFrom, scope, name, ...rest } = draft
  const said = <K extends string>(key: K, value: string): { [P in K]?: string } => {
    const result: { [P in K]?: string } = {}
    if (value.trim() !== '') result[key] = value.trim()
    return result
  }
  return {
    ...rest,
    name: name.trim(),
    options: filled(draft.options),
    labels: filled(draft.labels),
    ipamOptions: filled(draft.ipamOptions),
    ...said('ipamDriver', ipamDriver),
    ...said('configFrom', configFrom),
    ...said('scope', scope),
    subnets: subnets
      .filter(({ subnet }) => subnet.trim() !== '')
      .map(({ subnet, gateway, range, reserved }) => ({
        subnet: subnet.trim(),
        ...said('gateway', gateway),
        ...said('range', range),
        reserved: reserved
          .split(/[\s,]+/)
          .filter(Boolean)
          .map(pairOf),
      })),
  }
}

const filled = (pairs: readonly Pair[]) => pairs.filter(({ key }) => key.trim() !== '')

function pairOf(text: string): Pair {
  const at = text.indexOf('=')
  return at < 0 ? { key: '', value: text } : { key: text.slice(0, at), value: text.slice(at + 1) }
}

/** The value of an option; empty where it is not said. */
export const option = ({ options }: Pick<NetworkDraft, 'options'>, wanted: string): string =>
  options.find(({ key }) => key === wanted)?.value ?? ''

/** The options with one of them said otherwise; an empty value takes it out. */
export function withOption(options: readonly Pair[], key: string, value: string): Pair[] {
  if (value === '') return options.filter((one) => one.key !== key)
  if (options.some((one) => one.key === key)) return options.map((one) => (one.key === key ? { key, value } : one))
  return [...options, { key, value }]
}
