import type { Container } from '../../../../contract/index.ts'

/** A line of the list: a stack’s heading, or a container. */
export type Line =
  | { kind: 'stack'; key: string; stack: string; containers: readonly Container[]; folded: boolean }
  | { kind: 'container'; key: string; container: Container; inStack: boolean }

/** The containers as lines without headings. */
export function plainLines(containers: readonly Container[]): Line[] {
  return containers.map((container) => line(container, false))
}

/**
 * The containers as lines, those of a stack together under its heading, which stands where its first one would.
 * Folded stacks show their heading alone.
 */
export function groupedLines(containers: readonly Container[], folded: ReadonlySet<string>): Line[] {
  const stacks = new Map<string, Container[]>()
  for (const container of containers) {
    if (container.stack === undefined) continue
    const members = stacks.get(container.stack)
    if (members) members.push(container)
    else stacks.set(container.stack, [container])
  }
  const lines: Line[] = []
  for (const container of containers) {
    const { stack } = container
    if (stack === undefined) {
      lines.push(line(container, false))
      continue
    }
    const members = stacks.get(stack)
    if (!members) continue
    stacks.delete(stack)
    const isFolded = folded.has(stack)
    lines.push({ kind: 'stack', key: `stack ${stack}`, stack, containers: members, folded: isFolded })
    if (!isFolded) for (const member of members) lines.push(line(member, true))
  }
  return lines
}

function line(container: Container, inStack: boolean): Line {
  return { kind: 'container', key: container.id, container, inStack }
}
