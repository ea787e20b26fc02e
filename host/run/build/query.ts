import type { Build, Builder } from '../../../contract/build.ts'
import type { Proxies } from '../body/context.ts'
import { proxyVariables } from '../body/environment.ts'
import { platformOf } from '../fields/platform.ts'
import { moreFlags } from './flags.ts'

/** What surrounds who builds: the docker command takes it from its process and its settings. */
export type BuildSurroundings = {
  environment: Record<string, string | undefined>
  proxies?: Proxies | undefined
}

export type BuildQuery = Record<string, string | string[]>

/** What a build asks of the engine, less where its files come from. @throws Misfit */
export function buildQuery(build: Build, builder: Builder, { environment, proxies }: BuildSurroundings): BuildQuery {
  const look = (key: string) => (Object.hasOwn(environment, key) ? environment[key] : undefined)
  const args = new Map<string, string | null>()
  for (const { key, value } of build.args) args.set(key, value ?? look(key) ?? null)
  for (const [key, value] of proxyVariables(proxies ?? {})) {
    for (const name of [key, key.toLowerCase()]) if (!args.has(name)) args.set(name, value)
  }
  const labels = Object.fromEntries(build.labels.map(({ key, value }) => [key, value]))
  const further = moreFlags
    .filter(({ name, only }) => build.more[name] !== undefined && (only === undefined || only === builder))
    .map(({ name, query }) => query(build.more[name] ?? []))
  const { '': _, ...more } = Object.assign({}, ...further)
  return {
    ...(build.tags.length > 0 && { t: build.tags }),
    ...(build.target && { target: build.target }),
    ...(args.size > 0 && { buildargs: JSON.stringify(Object.fromEntries(args)) }),
    ...(Object.keys(labels).length > 0 && { labels: JSON.stringify(labels) }),
    ...(build.platforms[0] && { platform: platformOf(build.platforms[0]) }),
    ...(build.noCache && { nocache: '1' }),
    ...(build.pull && { pull: '1' }),
    ...(build.network && build.network !== 'default' && { networkmode: build.network }),
    ...more,
  }
}
