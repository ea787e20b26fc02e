/** A request to the engine; `{id}` in a path is what an earlier one answered. */
export type EngineRequest = { method: string; path: string; query: Record<string, string | string[]>; body?: unknown }

type Query = Record<string, string | number | boolean | undefined>

/** A request with what was said of its query alone. */
export function request(method: string, path: string, query: Query = {}, body?: unknown): EngineRequest {
  const said = Object.entries(query).flatMap(([key, value]) =>
    value === undefined || value === false || value === '' ? [] : [[key, value === true ? '1' : String(value)]],
  )
  return { method, path, query: Object.fromEntries(said), ...(body !== undefined && { body }) }
}

/** Filters as the engine reads them; undefined for none. */
export function filtersQuery(list: { key: string; value: string }[]): string | undefined {
  if (list.length === 0) return undefined
  const filters: Record<string, Record<string, true>> = {}
  for (const { key, value } of list) filters[key] = { ...filters[key], [value]: true }
  return JSON.stringify(filters)
}
