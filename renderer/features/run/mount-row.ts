/** What is mounted: a volume by its name (or a new one without), a folder of the engine’s computer, or memory. */
export type MountKind = 'volume' | 'folder' | 'memory'
export type MountRow = { kind: MountKind; source: string; target: string; options: string }

/** The row of a value of `--volume`; undefined for one that a row can’t hold. */
export function volumeRow(value: string): MountRow | undefined {
  const parts: string[] = []
  for (const part of value.split(':')) {
    const last = parts.at(-1)
    // The colon of a Windows drive is no separator.
    if (last !== undefined && /^[a-z]$/i.test(last)) parts[parts.length - 1] = `${last}:${part}`
    else parts.push(part)
  }
  if (parts.length > 3) return undefined
  const [first = '', target, options = ''] = parts
  if (target === undefined) return { kind: 'volume', source: '', target: first, options: '' }
  return { kind: isPath(first) ? 'folder' : 'volume', source: first, target, options }
}

/** The row as a value of `--volume`. */
export function volumeValue({ source, target, options }: MountRow): string {
  if (source === '' && options === '') return target
  return [source, target, ...(options === '' ? [] : [options])].join(':')
}

/** The row of a value of `--tmpfs`. */
export function memoryRow(value: string): MountRow {
  const at = value.indexOf(':')
  const [target, options] = at < 0 ? [value, ''] : [value.slice(0, at), value.slice(at + 1)]
  return { kind: 'memory', source: '', target, options }
}

/** The row as a value of `--tmpfs`. */
export function memoryValue({ target, options }: MountRow): string {
  return options === '' ? target : `${target}:${options}`
}

/** Whether the options of a mount make it read-only. */
export function isReadOnly({ options }: Pick<MountRow, 'options'>): boolean {
  return options.split(',').includes('ro')
}

/** The row, read-only or not; its other options stay. */
export function withReadOnly(row: MountRow, on: boolean): MountRow {
  const others = row.options.split(',').filter((option) => option !== '' && option !== 'ro' && option !== 'rw')
  return { ...row, options: [...others, ...(on ? ['ro'] : [])].join(',') }
}

/** Whether a source is a path rather than a volume’s name. */
export function isPath(source: string): boolean {
  return /^[./~]/.test(source) || source.startsWith('\\\\') || /^\p{L}:/u.test(source)
}
