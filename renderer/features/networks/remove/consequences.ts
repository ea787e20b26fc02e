import { count } from '../../../lib/format.ts'
import { holds, type NetworkRow } from '../members.ts'

/** One thing that removing a network does: lost, broken by it, or in the way of it. */
export type Consequence = { kind: 'lost' | 'broken' | 'refused'; text: string }

/** More names than this are counted. */
const NAMED = 4

/** What removing a network does to it and to those on it. */
export function consequences(
  { network, members }: NetworkRow,
  disconnect: boolean,
): { refused: boolean; lines: Consequence[] } {
  const running = members.filter(holds)
  const idle = members.filter((one) => !holds(one))
  if (running.length > 0 && !disconnect) {
    const text = `In use: ${listed(running)} ${running.length === 1 ? 'runs' : 'run'} on it. Disconnect ${running.length === 1 ? 'it' : 'them'} first.`
    return { refused: true, lines: [{ kind: 'refused', text }] }
  }
  const lines: Consequence[] = [
    {
      kind: 'lost',
      text:
        network.subnets.length > 0
          ? `The network and its settings are deleted; ${network.subnets.join(', ')} becomes free.`
          : 'The network and its settings are deleted.',
    },
  ]
  if (running.length > 0)
    lines.push({
      kind: 'broken',
      text: `${listed(running)} ${running.length === 1 ? 'loses its' : 'lose their'} place on it.`,
    })
  if (idle.length > 0)
    lines.push({
      kind: 'broken',
      text: `${listed(idle)} ${idle.length === 1 ? 'does' : 'do'} not run, and may not start again without it.`,
    })
  return { refused: false, lines }
}

function listed(members: readonly { name: string }[]): string {
  const more = members.length - NAMED
  const names = members.slice(0, NAMED).map(({ name }) => name)
  return more > 0 ? `${names.join(', ')} and ${count(more, 'other')}` : names.join(', ')
}
