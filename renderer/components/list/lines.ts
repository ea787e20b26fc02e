/** What a list is made of. */
export type Listed = { id: string }

/** A line of a list: a group’s heading, or one item. */
export type Line<T> =
  | { kind: 'group'; key: string; group: string; items: readonly T[]; folded: boolean }
  | { kind: 'item'; key: string; item: T; inGroup: boolean }

/** The items as lines without headings. */
export function plainLines<T extends Listed>(items: readonly T[]): Line<T>[] {
  return items.map((item) => line(item, false))
}

/**
 * The items as lines, those of a group together under its heading, which stands where its first one would. Folded
 * groups show their heading alone.
 */
export function groupedLines<T extends Listed>(
  items: readonly T[],
  groupOf: (item: T) => string | undefined,
  folded: ReadonlySet<string>,
): Line<T>[] {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groupOf(item)
    if (group === undefined) continue
    const members = groups.get(group)
    if (members) members.push(item)
    else groups.set(group, [item])
  }
  const lines: Line<T>[] = []
  for (const item of items) {
    const group = groupOf(item)
    if (group === undefined) {
      lines.push(line(item, false))
      continue
    }
    const members = groups.get(group)
    if (!members) continue
    groups.delete(group)
    const isFolded = folded.has(group)
    lines.push({ kind: 'group', key: `group ${group}`, group, items: members, folded: isFolded })
    if (!isFolded) for (const member of members) lines.push(line(member, true))
  }
  return lines
}

function line<T extends Listed>(item: T, inGroup: boolean): Line<T> {
  return { kind: 'item', key: item.id, item, inGroup }
}

/** The items that a line stands for: its own, or its group’s. */
export function itemsOf<T>(line: Line<T>): readonly T[] {
  return line.kind === 'item' ? [line.item] : line.items
}
