import type { Container } from '../../../contract/index.ts'

/** Something the palette offers. `words` is what is searched and shown. */
export type Entry<Action> =
  | { kind: 'page'; key: string; words: string; to: Page }
  | { kind: 'container'; key: string; words: string; container: Container; tab: string | undefined }
  | { kind: 'action'; key: string; words: string; container: Container; action: Action }

export type Page =
  | '/dashboard'
  | '/what-happened'
  | '/run'
  | '/build'
  | '/containers'
  | '/images'
  | '/volumes'
  | '/networks'
  | '/registries'
  | '/disk'
  | '/activity'
  | '/engines'
  | '/settings'

/** The pages, by the names that the sidebar has. */
export const PAGES: readonly { to: Page; label: string }[] = [
  { to: '/containers', label: 'Containers' },
  { to: '/dashboard', label: 'Dashboard' },
  { to: '/images', label: 'Images' },
  { to: '/volumes', label: 'Volumes' },
  { to: '/networks', label: 'Networks' },
  { to: '/run', label: 'Run a container' },
  { to: '/build', label: 'Build an image' },
  { to: '/registries', label: 'Registries' },
  { to: '/disk', label: 'Disk' },
  { to: '/activity', label: 'Activity' },
  { to: '/what-happened', label: 'What happened? (removed containers)' },
  { to: '/engines', label: 'Engines' },
  { to: '/settings', label: 'Settings' },
]

/** More than fits on the screen is no help; the next letter narrows it. */
const MOST = 40

type Actionable<Action> = { label: string; action: Action }

/**
 * What fits a query, the best first: pages, containers, and what can be done to a container, as in “stop web”.
 * Every word of the query must begin or be in a word of the entry. Without a query: the pages and the containers.
 */
export function paletteEntries<Action>(
  query: string,
  containers: readonly Container[],
  actionsOf: (container: Container) => readonly Actionable<Action>[],
  tabs: readonly { value: string; label: string }[],
): Entry<Action>[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean)
  const scored: { entry: Entry<Action>; score: number }[] = []
  const offer = (entry: Entry<Action>, penalty: number) => {
    const score = scoreOf(entry.words, wanted)
    if (score === undefined) return
    // Of two that fit alike, the shorter name is more of what was typed.
    const name = entry.kind === 'page' ? '' : entry.container.name
    scored.push({ entry, score: score + penalty + name.length / 1_000 })
  }
  for (const { to, label } of PAGES) offer({ kind: 'page', key: to, words: label, to }, 0)
  for (const container of containers) {
    const { id, name } = container
    offer({ kind: 'container', key: id, words: name, container, tab: undefined }, 1)
    // Only a query that names the container and something else is about what to do with it.
    if (wanted.length === 0 || !wanted.some((word) => name.toLowerCase().includes(word))) continue
    for (const { label, action } of actionsOf(container))
      offer({ kind: 'action', key: `${label} ${id}`, words: `${label} ${name}`, container, action }, 2)
    for (const { value, label } of tabs)
      offer({ kind: 'container', key: `${value} ${id}`, words: `${label} of ${name}`, container, tab: value }, 3)
  }
  return scored
    .sort((a, b) => a.score - b.score)
    .slice(0, MOST)
    .map(({ entry }) => entry)
}

/** Low is good; undefined when a word is missing. */
function scoreOf(words: string, wanted: readonly string[]): number | undefined {
  const text = words.toLowerCase()
  let score = 0
  for (const word of wanted) {
    const at = text.indexOf(word)
    if (at < 0) return undefined
    if (at > 0) score += /[^\p{L}\p{N}]/u.test(text[at - 1] ?? '') ? 2 : 6
  }
  return score
}
