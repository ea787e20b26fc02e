import type { VolumeDraft } from '../../../../contract/index.ts'

export type Kind = 'local' | 'nfs' | 'cifs' | 'driver'

/** What the form that creates a volume is filled in with. */
export type CreateForm = {
  name: string
  kind: Kind
  /** NFS and CIFS: the server, and what it shares. */
  server: string
  share: string
  /** NFS: its version; CIFS: who signs in. */
  version: string
  user: string
  password: string
  readOnly: boolean
  /** With a driver of another kind. */
  driver: string
  /** Lines `key=value`. */
  options: readonly string[]
  labels: readonly string[]
}

/** The form that a draft would have been filled in with. */
export function formOf({ name = '', driver, options, labels }: VolumeDraft): CreateForm {
  const lines = (record: Readonly<Record<string, string>>) =>
    Object.entries(record).map(([key, value]) => (value === '' ? key : `${key}=${value}`))
  return {
    ...{ name, kind: driver === 'local' ? 'local' : 'driver', driver: driver === 'local' ? '' : driver },
    ...{ server: '', share: '', version: '4', user: '', password: '', readOnly: false },
    options: lines(options),
    labels: lines(labels),
  }
}

/** The volume that the form describes. */
export function draftOf(form: CreateForm): VolumeDraft {
  const name = form.name.trim()
  return {
    ...(name !== '' && { name }),
    driver: form.kind === 'driver' ? form.driver.trim() : 'local',
    options: { ...mountOptions(form), ...record(form.options) },
    labels: record(form.labels),
  }
}

function mountOptions({ kind, server, share, version, user, password, readOnly }: CreateForm): Record<string, string> {
  const host = server.trim()
  const path = share.trim()
  const access = readOnly ? 'ro' : 'rw'
  if (kind === 'nfs')
    return { type: 'nfs', o: `addr=${host},${access},nfsvers=${version}`, device: `:/${path.replace(/^:?\/*/, '')}` }
  if (kind === 'cifs') {
    const who = user.trim() === '' ? ['guest'] : [`username=${user.trim()}`, `password=${password}`]
    return {
      type: 'cifs',
      o: [...who, `addr=${host}`, access, 'vers=3.0'].join(','),
      device: `//${host}/${path.replace(/^\/+/, '')}`,
    }
  }
  return {}
}

function record(lines: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    lines.flatMap((line) => {
      const at = line.indexOf('=')
      const key = (at < 0 ? line : line.slice(0, at)).trim()
      return key === '' ? [] : [[key, at < 0 ? '' : line.slice(at + 1)]]
    }),
  )
}

/** What is wrong with a name by the engine’s rule; undefined for one that it takes. */
export function nameError(name: string, taken: (name: string) => boolean): string | undefined {
  const text = name.trim()
  if (text === '') return undefined
  if (!/^[a-zA-Z0-9]/.test(text)) return 'It begins with a letter or a digit.'
  if (!/^[a-zA-Z0-9_.-]*$/.test(text)) return 'Letters, digits, “_”, “.” and “-” alone.'
  if (text.length < 2) return 'At least two characters.'
  if (text.length > 255) return 'At most 255 characters.'
  return taken(text) ? 'A volume of this name is there already.' : undefined
}

/** Whether all that the kind needs is filled in. */
export function isComplete({ kind, server, share, driver, password }: CreateForm): boolean {
  if (kind === 'driver') return driver.trim() !== ''
  if (kind === 'local') return true
  // A comma would begin another option.
  return server.trim() !== '' && share.trim() !== '' && !/,/.test(server + password)
}
