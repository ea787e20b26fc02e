import type { Run } from '../../../contract/run.ts'
import { type Flag, runFlags } from '../flags/index.ts'
import { atLeast } from './context.ts'

/** What the engine can't do, by the flag that asks for it. */
export type Lacking = { flag: string; what: string }

/** Why this engine can't do what a flag asks for; undefined where it can. */
export function beyond(
  { name, since, windows }: Flag,
  engine: { apiVersion: string; os?: string },
): string | undefined {
  const { apiVersion, os = 'linux' } = engine
  if (windows && os !== 'windows') return `--${name} is for Windows engines; this one is ${os}.`
  if (since === undefined || atLeast(apiVersion, since)) return undefined
  return `--${name} needs API version ${since}; this engine has ${apiVersion}.`
}

/** Which flags of the command this engine does not know. */
export function lacking(run: Run, engine: { apiVersion: string; os?: string }): Lacking[] {
  const { apiVersion, os = 'linux' } = engine
  const missing = (flag: string, since: string, what: string): Lacking[] =>
    atLeast(apiVersion, since)
      ? []
      : [{ flag, what: `${what} needs API version ${since}; this engine has ${apiVersion}.` }]
  const mac = run.macAddress !== undefined || run.network.some(({ macAddress }) => macAddress !== undefined)
  const forced = run.mount.some(({ bind }) => bind?.readOnlyForceRecursive)
  return [
    ...runFlags
      .filter((flag) => flag.values(run).length > 0)
      .flatMap((flag) => {
        const what = beyond(flag, { apiVersion, os })
        return what === undefined ? [] : [{ flag: flag.name, what }]
      }),
    ...(mac ? missing(run.macAddress !== undefined ? 'mac-address' : 'network', '1.44', 'A hardware address') : []),
    ...(forced ? missing('mount', '1.44', 'bind-recursive=readonly') : []),
    ...(run.disableContentTrust
      ? []
      : [
          {
            flag: 'disable-content-trust',
            what: 'Docker Content Trust has been retired; signatures of it can’t be checked.',
          },
        ]),
  ]
}
