import type { GpuRequest } from '../../../contract/run.ts'
import { Misfit } from '../misfit.ts'
import { csvFields, csvLine } from '../values/csv.ts'
import { decimal, int64Of } from '../values/integer.ts'
import { cutPair, pairText } from './pair.ts'

/** `--gpus`: `all`, `2`, `"device=0,1"`, `driver=nvidia,capabilities=utility`. @throws Misfit */
export function gpuRequestOf(value: string): GpuRequest {
  const request: GpuRequest = { count: 0, options: [] }
  const seen = new Set<string>()
  let counted = false
  for (const field of csvFields(value)) {
    const { key, value: rest } = cutPair(field)
    if (seen.has(key)) throw new Misfit(`“${key}” is there twice.`)
    seen.add(key)
    if (!field.includes('=')) {
      seen.add('count')
      request.count = countOf(key)
      counted = true
      continue
    }
    switch (key) {
      case 'driver':
        if (rest === '') delete request.driver
        else request.driver = rest
        break
      case 'count':
        request.count = countOf(rest)
        counted = true
        break
      case 'device':
        request.devices = rest.split(',')
        break
      case 'capabilities':
        request.capabilities = rest.split(',')
        break
      case 'options':
        request.options = csvFields(rest).map(cutPair)
        break
      default:
        throw new Misfit(`GPUs have no “${key}”.`)
    }
  }
  if (!counted && !request.devices) request.count = 1
  return request
}

export function gpuRequestText({ count, driver, devices, capabilities, options }: GpuRequest): string {
  const number = count === -1 ? 'all' : String(count)
  if (driver === undefined && !devices && !capabilities && options.length === 0) return number
  const fields: string[] = []
  if (driver !== undefined) fields.push(`driver=${driver}`)
  if (count !== (devices ? 0 : 1)) fields.push(`count=${number}`)
  if (devices) fields.push(`device=${devices.join(',')}`)
  if (capabilities) fields.push(`capabilities=${capabilities.join(',')}`)
  if (options.length > 0) fields.push(`options=${csvLine(options.map(pairText))}`)
  return csvLine(fields)
}

function countOf(text: string): GpuRequest['count'] {
  if (text === 'all') return -1
  if (!/^[+-]?\d+$/.test(text)) throw new Misfit(`“${text}” is not a number of GPUs, nor “all”.`)
  return int64Of(decimal(text))
}
