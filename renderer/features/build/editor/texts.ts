import type { DockerfileText } from '../../../../contract/index.ts'
import { createStore } from '../../../lib/store.ts'

/** A text that is not saved, and the version on disk that it was begun from. */
export type Unsaved = { text: string; version: string }

const KEPT = 'slipway-dockerfiles'

/** What was typed and not saved, by the files' paths; it outlives the page and its reloading. */
export const unsaved = createStore<ReadonlyMap<string, Unsaved>>(kept())

/** Keeps what is typed; a text that is the one on disk is saved already. */
export function keepText(disk: DockerfileText, text: string): void {
  const next = new Map(unsaved.get())
  const version = next.get(disk.path)?.version ?? disk.version
  if (text === disk.text && version === disk.version) next.delete(disk.path)
  else next.set(disk.path, { text, version })
  put(next)
}

/** Goes on from another version on disk, with the text that was typed. */
export function goOnFrom(path: string, version: string): void {
  const known = unsaved.get().get(path)
  if (known) put(new Map(unsaved.get()).set(path, { ...known, version }))
}

/** What was typed is not needed any more: it was saved, or given up. */
export function forgetText(path: string): void {
  const next = new Map(unsaved.get())
  next.delete(path)
  put(next)
}

function put(next: ReadonlyMap<string, Unsaved>): void {
  unsaved.set(next)
  try {
    sessionStorage.setItem(KEPT, JSON.stringify([...next]))
  } catch {
    // Without that storage it lasts as long as the page.
  }
}

function kept(): ReadonlyMap<string, Unsaved> {
  try {
    const list: unknown = JSON.parse(sessionStorage.getItem(KEPT) ?? '[]')
    return new Map(Array.isArray(list) ? list.filter(isKept) : [])
  } catch {
    return new Map()
  }
}

function isKept(entry: unknown): entry is [string, Unsaved] {
  if (!Array.isArray(entry) || typeof entry[0] !== 'string') return false
  const value: unknown = entry[1]
  return (
    typeof value === 'object' &&
    value !== null &&
    'text' in value &&
    typeof value.text === 'string' &&
    'version' in value &&
    typeof value.version === 'string'
  )
}
