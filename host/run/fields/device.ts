import { posix } from 'node:path'
import type { Device } from '../../../contract/run.ts'
import { Misfit } from '../misfit.ts'

/** A device's name in the Container Device Interface: `vendor.com/class=name`. */
const CDI = /^[a-z](?:[\w.-]*[a-z\d])?\/[a-z](?:[\w.-]*[a-z\d])?=[a-z\d](?:[\w.:-]*[a-z\d])?$/i

/**
 * `--device`: `/dev/x`, `/dev/x:/dev/y`, `/dev/x:/dev/y:rw`, `/dev/x:r`, or a CDI name.
 * @throws Misfit
 */
export function deviceOf(value: string): Device {
  if (CDI.test(value)) return { cdi: value }
  const parts = value.split(':')
  const [host = '', second, third] = parts
  if (parts.length > 3 || host === '') throw new Misfit(`“${value}” is not a device: write /dev/x:/dev/y:rwm.`)
  if (third !== undefined) {
    if (!isMode(third)) throw new Misfit(`“${third}” in “${value}” is no mode of a device: use r, w and m, each once.`)
    return absolute(value, { host, container: second ?? '', permissions: third })
  }
  if (second === undefined) {
    absolute(value, { host, container: host, permissions: 'rwm' })
    return { host: clean(host), container: clean(host), permissions: 'rwm' }
  }
  if (isMode(second)) {
    absolute(value, { host, container: host, permissions: second })
    return { host: clean(host), container: clean(host), permissions: second }
  }
  absolute(value, { host, container: second, permissions: 'rwm' })
  return { host, container: clean(second), permissions: 'rwm' }
}

export function deviceText(device: Device): string {
  if ('cdi' in device) return device.cdi
  const { host, container, permissions } = device
  const same = host === container && host === clean(host)
  if (permissions === 'rwm' && container === clean(container)) return same ? host : `${host}:${container}`
  return same ? `${host}:${permissions}` : `${host}:${container}:${permissions}`
}

/** As Go cleans a path: no dots, no doubled or trailing slashes. */
function clean(path: string): string {
  const normal = posix.normalize(path)
  return normal.length > 1 ? normal.replace(/\/$/, '') : normal
}

function absolute<T extends { container: string }>(value: string, device: T): T {
  if (!device.container.startsWith('/'))
    throw new Misfit(`“${device.container}” in “${value}” is not an absolute path.`)
  return device
}

const isMode = (text: string) => /^[rwm]{1,3}$/.test(text) && new Set(text).size === text.length
