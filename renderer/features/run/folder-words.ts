import type { HostPlace } from '../../../contract/index.ts'

/** The flag that mounts it: they differ where the folder is not there. */
export type BindFlag = 'volume' | 'mount'

/** What becomes of a folder that is mounted; undefined where it is simply there. */
export function folderWords(
  { path, state }: HostPlace,
  flag: BindFlag,
  podman: boolean,
): { text: string; bad: boolean } | undefined {
  switch (state) {
    case 'folder':
      return undefined
    case 'file':
      return { text: 'This is a file: it alone is mounted.', bad: false }
    case 'other':
      return { text: 'This is a socket or a device: it alone is mounted.', bad: false }
    case 'forbidden':
      return { text: `“${path}” can’t be looked into from here; the engine may.`, bad: false }
    case 'elsewhere':
      return { text: 'On the engine’s computer, which can’t be looked at from here.', bad: false }
    case 'missing':
      if (flag === 'volume' && !podman)
        return { text: 'Not there yet: the engine creates it, empty and owned by root.', bad: false }
      return {
        text: podman ? 'Not there: Podman refuses it.' : 'Not there: with --mount the engine refuses it.',
        bad: true,
      }
  }
}

/** The folder or file that a value of `--mount` binds; undefined where it binds none. */
export function bindSource(value: string): string | undefined {
  const pairs = new Map(
    value.split(',').map((part) => {
      const at = part.indexOf('=')
      return at < 0 ? [part, ''] : [part.slice(0, at).trim().toLowerCase(), part.slice(at + 1)]
    }),
  )
  if (pairs.get('type') !== 'bind') return undefined
  return pairs.get('source') ?? pairs.get('src')
}
