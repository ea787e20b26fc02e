import { looksSecret, MASK, variableOf } from './secrets.ts'

/** One line of a JSON text. */
export type JsonLine = {
  /** Where it is: the keys and indexes from the root, as a JSON pointer. The closing line has the path of its opening. */
  path: string
  depth: number
  /** The key before the value, where there is one. */
  name: string | undefined
  kind: 'open' | 'close' | 'empty' | 'string' | 'number' | 'boolean' | 'null'
  /** The value as JSON has it; for `open` the bracket. */
  text: string
  /** A comma comes after it. */
  more: boolean
  /** For `open`: how many members there are. */
  members: number
  /** What is shown instead of the text until it is asked for. */
  masked?: string
}

/** A JSON value as the lines of its text, two spaces a level. Secret-looking environment values carry a mask. */
export function jsonLines(value: unknown): JsonLine[] {
  const lines: JsonLine[] = []
  write(lines, value, { path: '', depth: 0, name: undefined, more: false })
  return lines
}

type Place = Pick<JsonLine, 'path' | 'depth' | 'name' | 'more'>

function write(lines: JsonLine[], value: unknown, place: Place): void {
  if (typeof value !== 'object' || value === null) {
    lines.push({ ...place, ...scalar(value, place.path), members: 0 })
    return
  }
  const list = Array.isArray(value)
  const members: [string, unknown][] = list ? value.map((item, index) => [String(index), item]) : Object.entries(value)
  const [open, close] = list ? ['[', ']'] : ['{', '}']
  if (members.length === 0) {
    lines.push({ ...place, kind: 'empty', text: open + close, members: 0 })
    return
  }
  lines.push({ ...place, kind: 'open', text: open, more: false, members: members.length })
  members.forEach(([key, member], index) => {
    write(lines, member, {
      path: `${place.path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      depth: place.depth + 1,
      name: list ? undefined : key,
      more: index < members.length - 1,
    })
  })
  lines.push({ ...place, kind: 'close', name: undefined, text: close, members: 0 })
}

function scalar(value: unknown, path: string): Pick<JsonLine, 'kind' | 'text' | 'masked'> {
  if (typeof value === 'string') {
    const text = JSON.stringify(value)
    const masked = maskOf(value, path)
    return masked === undefined ? { kind: 'string', text } : { kind: 'string', text, masked }
  }
  if (typeof value === 'number') return { kind: 'number', text: String(value) }
  if (typeof value === 'boolean') return { kind: 'boolean', text: String(value) }
  return { kind: 'null', text: 'null' }
}

/** Variables stand in lists named Env, wherever an engine puts them. */
function maskOf(value: string, path: string): string | undefined {
  if (!/\/Env\/\d+$/.test(path)) return undefined
  const variable = variableOf(value)
  return looksSecret(variable.key, variable.value) ? JSON.stringify(`${variable.key}=${MASK}`) : undefined
}

/** The lines that are seen when these paths are folded. */
export function unfolded(lines: readonly JsonLine[], folded: ReadonlySet<string>): JsonLine[] {
  if (folded.size === 0) return [...lines]
  const seen: JsonLine[] = []
  let hiddenUntil: string | undefined
  for (const line of lines) {
    if (hiddenUntil !== undefined) {
      if (line.kind === 'close' && line.path === hiddenUntil) hiddenUntil = undefined
      continue
    }
    seen.push(line)
    if (line.kind === 'open' && folded.has(line.path)) hiddenUntil = line.path
  }
  return seen
}

/** The paths that must be unfolded for a line of this path to be seen. */
export function ancestors(path: string): string[] {
  const found: string[] = []
  for (let at = path.lastIndexOf('/'); at >= 0; at = path.lastIndexOf('/', at - 1)) {
    found.push(path.slice(0, at))
    if (at === 0) break
  }
  return found
}
