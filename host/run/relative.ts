import { resolve } from 'node:path'
import type { Run } from '../../contract/run.ts'
import { seccompFile } from './fields/security.ts'

/** A path that starts from a folder which only the person knows, and the flag that names it. */
export type Relative = { path: string; flag: string }

/** The paths of a container to create that are not whole: sources that begin with a dot, and files without a root. */
export function relativePaths(run: Run): Relative[] {
  const found: Relative[] = []
  walk(run, (path, flag) => {
    found.push({ path, flag })
    return path
  })
  return found
}

/** The same, with its paths that are not whole starting from `folder`. */
export const startingFrom = (run: Run, folder: string): Run => walk(run, (path) => resolve(folder, path))

/** A dot begins a folder; without one it is a volume’s name. */
const isSource = (path: string) => path.startsWith('.')
const isFile = (path: string) => path !== '' && !/^(?:[/\\~]|[a-z]:[/\\])/i.test(path)

function walk(run: Run, at: (path: string, flag: string) => string): Run {
  const source = <T extends { source?: string | undefined }>(one: T, flag: string): T =>
    one.source !== undefined && isSource(one.source) ? { ...one, source: at(one.source, flag) } : one
  const file = (path: string, flag: string) => (isFile(path) ? at(path, flag) : path)
  return {
    ...run,
    volume: run.volume.map((one) => source(one, 'volume')),
    mount: run.mount.map((one) => source(one, 'mount')),
    envFile: run.envFile.map((path) => file(path, 'env-file')),
    labelFile: run.labelFile.map((path) => file(path, 'label-file')),
    securityOpt: run.securityOpt.map((option) => {
      const path = seccompFile(option)
      if (path === undefined || !isFile(path)) return option
      return option.slice(0, option.length - path.length) + at(path, 'security-opt')
    }),
    ...(run.cidfile !== undefined && { cidfile: file(run.cidfile, 'cidfile') }),
  }
}
