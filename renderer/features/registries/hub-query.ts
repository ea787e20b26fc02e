import { createStore } from '../../lib/store.ts'

export type HubQuery = { term: string; limit?: number; official?: boolean; stars?: number }

/** What is looked for on Docker Hub; it stays while other pages are looked at. */
export const hubQuery = createStore<HubQuery>({ term: '' })
