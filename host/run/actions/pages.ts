import type { Page } from '../../../contract/action.ts'

/** Commands that have a place to go to rather than an action of their own: their first words, and the page. */
const pages: Record<Page, string> = {
  disk: 'system',
  containers: 'container',
  images: 'images|image|build|buildx|builder|rmi|history|manifest|trust',
  volumes: 'volume',
  networks: 'network',
  stacks: 'compose|stack|service|swarm|node|secret|config',
  activity: 'events',
  engines: 'version|info|context|plugin|system info|checkpoint',
  settings: '',
}

const names = new Map<string, Page>(
  Object.entries(pages).flatMap(([page, list]) =>
    list
      .split('|')
      .filter(Boolean)
      .map((name) => [name, asPage(page)] as const),
  ),
)

function asPage(name: string): Page {
  const known: Page[] = ['disk', 'containers', 'images', 'volumes', 'networks', 'stacks', 'activity', 'engines']
  return known.find((page) => page === name) ?? 'settings'
}

/** The page that a command's first words lead to. */
export function pageOf(first: string, second: string): Page | undefined {
  return names.get(`${first} ${second}`) ?? names.get(first)
}

export const pageCommands: readonly string[] = [...names.keys()]
