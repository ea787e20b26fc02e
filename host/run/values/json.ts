import type { Int64 } from '../../../contract/run.ts'

declare global {
  interface JSON {
    /** Text that JSON.stringify puts out as it is (ECMAScript’s JSON.parse source text access). */
    rawJSON(text: string): object
    isRawJSON(value: unknown): boolean
  }
}

/** The number for a JSON body, exact beyond JavaScript's own numbers, too. */
export function jsonInteger(value: Int64 | undefined): number | object {
  return typeof value === 'string' ? JSON.rawJSON(value) : (value ?? 0)
}

/** The list, or null for an empty one: how Go writes a list that was never begun. */
export function orNull<T>(list: T[]): T[] | null {
  return list.length > 0 ? list : null
}

/** An object of these pairs; the last of a key wins, and no key is special. */
export function record<T>(entries: Iterable<readonly [string, T]>): Record<string, T> {
  return Object.fromEntries(entries)
}

/** `{ [key]: value }` unless it is what the engine takes for nothing. */
export function unlessEmpty(key: string, value: unknown): Record<string, unknown> {
  const nothing =
    value === undefined ||
    value === '' ||
    value === 0 ||
    value === false ||
    (typeof value === 'object' && value !== null && !JSON.isRawJSON(value) && Object.keys(value).length === 0)
  return nothing ? {} : record([[key, value]])
}
