import type { NetworkAttachment } from '../../../contract/run.ts'
import { Misfit } from '../misfit.ts'
import { csvFields, csvLine } from '../values/csv.ts'
import { decimal, int64Of } from '../values/integer.ts'
import { cutPair, pairText } from './pair.ts'

const LONG = /\w=\w/

/**
 * `--network`: a network's name, `host`, `none`, `container:NAME`, or `name=…,alias=…,ip=…`.
 * @throws Misfit
 */
export function networkOf(value: string): NetworkAttachment {
  const network: NetworkAttachment = { name: value, aliases: [], driverOptions: [], linkLocalIps: [] }
  if (!LONG.test(value)) {
    if (value.trim() === '') throw new Misfit('The network has no name.')
    return network
  }
  network.name = ''
  // The CLI takes the long form in small letters alone, names included.
  for (const field of csvFields(value.toLowerCase())) {
    const { key, value: rest } = cutPair(field)
    if (key === '' || !field.includes('=')) throw new Misfit(`“${field}” in the network is not key=value.`)
    set(network, key.trim(), rest.trim())
  }
  if (network.name === '') throw new Misfit('The network has no name: add name=….')
  return network
}

function set(network: NetworkAttachment, key: string, value: string): void {
  switch (key) {
    case 'name':
      network.name = value
      return
    case 'alias':
      network.aliases.push(value)
      return
    case 'ip':
      if (value !== '') network.ip = value
      else delete network.ip
      return
    case 'ip6':
      if (value !== '') network.ip6 = value
      else delete network.ip6
      return
    case 'mac-address':
      if (value !== '') network.macAddress = value
      else delete network.macAddress
      return
    case 'link-local-ip':
      network.linkLocalIps.push(value)
      return
    case 'driver-opt': {
      const option = cutPair(value)
      if (option.key === '' || !value.includes('='))
        throw new Misfit(`driver-opt=${value} is not driver-opt=KEY=VALUE.`)
      const pair = { key: option.key.trim(), value: option.value.trim() }
      const before = network.driverOptions.find(({ key: known }) => known === pair.key)
      if (before) before.value = pair.value
      else network.driverOptions.push(pair)
      return
    }
    case 'gw-priority':
      network.gatewayPriority = int64Of(decimal(value))
      return
    default:
      throw new Misfit(`A network has no “${key}”.`)
  }
}

/** The network as `--network` takes it. */
export function networkText(network: NetworkAttachment): string {
  const { name, aliases, driverOptions, ip, ip6, linkLocalIps, macAddress, gatewayPriority } = network
  const fields = [`name=${name}`]
  for (const alias of aliases) fields.push(`alias=${alias}`)
  if (ip !== undefined) fields.push(`ip=${ip}`)
  if (ip6 !== undefined) fields.push(`ip6=${ip6}`)
  for (const address of linkLocalIps) fields.push(`link-local-ip=${address}`)
  if (macAddress !== undefined) fields.push(`mac-address=${macAddress}`)
  for (const option of driverOptions) fields.push(`driver-opt=${pairText(option)}`)
  if (gatewayPriority !== undefined) fields.push(`gw-priority=${gatewayPriority}`)
  // A name with `=` in it reads as fields.
  return fields.length === 1 && !name.includes('=') ? name : csvLine(fields)
}

/** Whether this is a network that someone made, not one of the engine's own modes. */
export function isUserDefined(name: string): boolean {
  return !['default', 'bridge', 'host', 'none'].includes(name) && !name.startsWith('container:')
}
