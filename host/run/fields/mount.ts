import type { MountSpec } from '../../../contract/run.ts'
import { truthOf } from '../flags/flag.ts'
import { Misfit } from '../misfit.ts'
import { csvFields, csvLine } from '../values/csv.ts'
import { bytes, sizeText } from '../values/size.ts'
import { cutPair, pairText } from './pair.ts'

type Bind = NonNullable<MountSpec['bind']>
type Volume = NonNullable<MountSpec['volume']>

/**
 * `--mount`: `type=bind,source=/folder,target=/app,readonly` and the like.
 * @throws Misfit
 */
export function mountOf(value: string): MountSpec {
  const mount: MountSpec = { type: 'volume', target: '', readOnly: false }
  const bind = (): Bind => {
    mount.bind ??= { nonRecursive: false, readOnlyNonRecursive: false, readOnlyForceRecursive: false }
    return mount.bind
  }
  const volume = (): Volume => {
    mount.volume ??= { noCopy: false, labels: [], options: [] }
    return mount.volume
  }
  for (const field of csvFields(value)) {
    const at = field.indexOf('=')
    const key = (at < 0 ? field : field.slice(0, at)).toLowerCase()
    const text = at < 0 ? 'true' : field.slice(at + 1)
    if (at < 0 && !ALONE.has(key)) throw new Misfit(`“${field}” in the mount is not key=value.`)
    switch (key) {
      case 'type':
        mount.type = text.toLowerCase()
        break
      case 'source':
      case 'src':
        optional(mount, 'source', text)
        break
      case 'target':
      case 'dst':
      case 'destination':
        mount.target = text
        break
      case 'readonly':
      case 'ro':
        mount.readOnly = truthOf(text)
        break
      case 'consistency':
        optional(mount, 'consistency', text.toLowerCase())
        break
      case 'bind-propagation':
        optional(bind(), 'propagation', text.toLowerCase())
        break
      case 'bind-nonrecursive':
        bind().nonRecursive = truthOf(text)
        break
      case 'bind-recursive':
        if (text === 'disabled') bind().nonRecursive = true
        else if (text === 'writable') bind().readOnlyNonRecursive = true
        else if (text === 'readonly') bind().readOnlyForceRecursive = true
        else if (text !== 'enabled') {
          throw new Misfit(`bind-recursive is enabled, disabled, writable or readonly, not “${text}”.`)
        }
        break
      case 'volume-subpath':
        optional(volume(), 'subpath', text)
        break
      case 'volume-nocopy':
        volume().noCopy = truthOf(text)
        break
      case 'volume-label':
        addPair(volume().labels, text)
        break
      case 'volume-driver':
        optional(volume(), 'driver', text)
        break
      case 'volume-opt':
        addPair(volume().options, text)
        break
      case 'image-subpath':
        mount.image ??= {}
        optional(mount.image, 'subpath', text)
        break
      case 'tmpfs-size':
        mount.tmpfs = { ...mount.tmpfs, size: bytes(text) }
        break
      case 'tmpfs-mode':
        mount.tmpfs = { ...mount.tmpfs, mode: octal(text) }
        break
      default:
        throw new Misfit(`A mount has no “${key}”.`)
    }
  }
  check(mount)
  return mount
}

const ALONE = new Set(['readonly', 'ro', 'volume-nocopy', 'bind-nonrecursive'])

function optional<K extends string>(object: { [P in K]?: string | undefined }, key: K, value: string): void {
  if (value === '') delete object[key]
  else object[key] = value
}

function addPair(pairs: { key: string; value: string }[], text: string): void {
  const pair = cutPair(text)
  if (pair.key === '') return
  const before = pairs.find(({ key }) => key === pair.key)
  if (before) before.value = pair.value
  else pairs.push(pair)
}

function octal(text: string): number {
  const mode = /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : Number.NaN
  if (!(mode <= 0xffff_ffff)) throw new Misfit(`“${text}” is not a file mode such as 1777.`)
  return mode
}

function check({ type, target, readOnly, bind, volume, image, tmpfs }: MountSpec): void {
  if (type === '') throw new Misfit('The mount has no type: bind, volume, tmpfs or image.')
  if (target === '') throw new Misfit('The mount has no target: the path in the container.')
  for (const [kind, options] of Object.entries({ volume, image, bind, tmpfs })) {
    if (options && type !== kind) throw new Misfit(`Options ${kind}-… do not go with a mount of type ${type}.`)
  }
  if (bind?.readOnlyNonRecursive && !readOnly) throw new Misfit('bind-recursive=writable goes with readonly alone.')
  if (bind?.readOnlyForceRecursive && !(readOnly && bind.propagation === 'rprivate')) {
    throw new Misfit('bind-recursive=readonly goes with readonly and bind-propagation=rprivate alone.')
  }
}

/** The mount as `--mount` takes it. */
export function mountText({
  type,
  source,
  target,
  readOnly,
  consistency,
  bind,
  volume,
  image,
  tmpfs,
}: MountSpec): string {
  const fields = [`type=${type}`]
  const add = (key: string, value: string | undefined) => value !== undefined && fields.push(`${key}=${value}`)
  add('source', source)
  add('target', target)
  if (readOnly) fields.push('readonly')
  add('consistency', consistency)
  if (bind) {
    add('bind-propagation', bind.propagation)
    const { propagation, nonRecursive, readOnlyNonRecursive, readOnlyForceRecursive } = bind
    if (nonRecursive) add('bind-recursive', 'disabled')
    if (readOnlyNonRecursive) add('bind-recursive', 'writable')
    if (readOnlyForceRecursive) add('bind-recursive', 'readonly')
    const said = nonRecursive || readOnlyNonRecursive || readOnlyForceRecursive || propagation !== undefined
    if (!said) add('bind-nonrecursive', 'false')
  }
  if (volume) {
    const { noCopy, subpath, labels, driver, options } = volume
    if (noCopy) fields.push('volume-nocopy')
    else if (subpath === undefined && driver === undefined && labels.length + options.length === 0) {
      add('volume-nocopy', 'false')
    }
    add('volume-subpath', subpath)
    add('volume-driver', driver)
    for (const label of labels) add('volume-label', pairText(label))
    for (const option of options) add('volume-opt', pairText(option))
  }
  if (image) add('image-subpath', image.subpath ?? '')
  if (tmpfs) {
    if (tmpfs.size !== undefined) add('tmpfs-size', sizeText(tmpfs.size))
    add('tmpfs-mode', tmpfs.mode?.toString(8))
  }
  return csvLine(fields)
}
