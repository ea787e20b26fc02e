/** What is of one container alone: ids, names, times, and what they are part of. */
const OWN = new Set([
  'Id',
  'Created',
  'Name',
  'StartedAt',
  'FinishedAt',
  'Pid',
  'ResolvConfPath',
  'HostnamePath',
  'HostsPath',
  'LogPath',
  'GraphDriver',
  'SandboxID',
  'SandboxKey',
  'EndpointID',
  'MacAddress',
  'IPAddress',
])

/** An inspected container less what is its own. */
export function comparable(inspected: { Id: string; Name: string }): unknown {
  const { Id, Name } = inspected
  return tidy(inspected, (text) =>
    text
      .replaceAll(Id, 'ID')
      .replaceAll(Id.slice(0, 12), 'ID')
      .replaceAll(`${Name}/`, '/NAME/')
      .replace(/\b[0-9a-f]{64}\b/g, 'HEX'),
  )
}

/** A body to create a container by, with what the CLI puts in no order put in one. */
export function comparableBody(body: unknown): unknown {
  return tidy(body, (text) => text)
}

/** Lists that the CLI or the engine fills from a map, so that their order means nothing. */
const UNORDERED = new Set(['Env', 'Binds', 'Mounts'])

function tidy(value: unknown, text: (text: string) => string, key = ''): unknown {
  if (typeof value === 'string') return text(value)
  if (Array.isArray(value)) {
    const list = value.map((item) => tidy(item, text))
    return UNORDERED.has(key)
      ? list.sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1))
      : list
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !OWN.has(name))
      .map(([name, item]) => [name, tidy(item, text, name)]),
  )
}
