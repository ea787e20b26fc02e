import type { Container, HostPort } from '../../../contract/index.ts'

/** One published port as the form has it; all of it words, as it is typed. */
export type PortRow = { ip: string; host: string; container: string; protocol: 'tcp' | 'udp' | 'sctp' }

/** The row of a value of `--publish`; undefined for one that a row can't hold. */
export function portRow(value: string): PortRow | undefined {
  const match = /^(?:(\[[^\]]*\]|[^:[\]=]*):)?(?:([\d-]*):)?([\d-]*)(?:\/(tcp|udp|sctp))?$/.exec(value)
  if (!match) return undefined
  const [, first = '', second, container = '', protocol = 'tcp'] = match
  const known = protocol === 'udp' || protocol === 'sctp' ? protocol : 'tcp'
  // With one colon alone it is the host's port that stands before it.
  if (second !== undefined) return { ip: first.replace(/^\[|\]$/g, ''), host: second, container, protocol: known }
  return /^[\d-]*$/.test(first) ? { ip: '', host: first, container, protocol: known } : undefined
}

/** The row as a value of `--publish`. */
export function portValue({ ip, host, container, protocol }: PortRow): string {
  const address = ip.includes(':') ? `[${ip}]` : ip
  const outer = ip !== '' ? `${address}:${host}:` : host !== '' ? `${host}:` : ''
  const value = `${outer}${container}`
  return value === '' || protocol === 'tcp' ? value : `${value}/${protocol}`
}

type Range = { from: number; to: number }

function rangeOf(text: string): Range | undefined {
  const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? []
  return first === undefined ? undefined : { from: Number(first), to: Number(last) }
}

const ANYWHERE = new Set(['', '0.0.0.0', '::'])
const sameAddress = (one: string, other: string) => ANYWHERE.has(one) || ANYWHERE.has(other) || one === other

const PROGRAM = Symbol('a program')

/** A host's port that is taken already, by which container, and the next one that is free. */
export type Taken = {
  port: number
  /** Who has it; undefined for a program outside of containers. */
  by: string | undefined
  free: string | undefined
}

/** Who has the host's port of a row, among what runs and the rows before it; undefined while nobody has. */
export function takenPort(
  row: PortRow,
  containers: readonly Pick<Container, 'name' | 'ports'>[],
  before: readonly PortRow[],
  held: readonly HostPort[] = [],
): Taken | undefined {
  const wanted = rangeOf(row.host)
  if (!wanted) return undefined
  // A range of the host for one port of the container: the engine takes a free one of it.
  if (wanted.from !== wanted.to && rangeOf(row.container)?.from === rangeOf(row.container)?.to) return undefined
  const holder = (port: number): string | typeof PROGRAM | undefined => {
    for (const { name, ports } of containers) {
      const held = ports.some(
        ({ ip = '', public: outer, protocol }) =>
          outer === port && protocol === row.protocol && sameAddress(ip, row.ip),
      )
      if (held) return `the container ${name}`
    }
    const twice = before.some((other) => {
      const range = rangeOf(other.host)
      return (
        range !== undefined &&
        range.from <= port &&
        port <= range.to &&
        other.protocol === row.protocol &&
        sameAddress(other.ip, row.ip)
      )
    })
    if (twice) return 'another row of this form'
    const outside = held.some(
      (one) => one.port === port && one.protocol === row.protocol && sameAddress(one.ip, row.ip),
    )
    return outside ? PROGRAM : undefined
  }
  const length = Math.min(wanted.to - wanted.from, 1_000)
  for (let port = wanted.from; port <= wanted.from + length; port++) {
    const by = holder(port)
    if (by !== undefined) return { port, by: by === PROGRAM ? undefined : by, free: freeFrom(port + 1, length, holder) }
  }
  return undefined
}

/** The next stretch of so many more ports that nobody has. */
function freeFrom(start: number, length: number, holder: (port: number) => unknown): string | undefined {
  for (let from = start; from + length <= Math.min(65_535, start + 2_000); from++) {
    const ports = Array.from({ length: length + 1 }, (_, index) => from + index)
    if (ports.every((port) => holder(port) === undefined)) return length === 0 ? `${from}` : `${from}-${from + length}`
  }
  return undefined
}
