import type { Store } from './store.ts'

/** What can be asked of a store, by name. */
export type StoreApi = Pick<
  Store,
  | 'write'
  | 'memory'
  | 'history'
  | 'ranks'
  | 'events'
  | 'incarnations'
  | 'story'
  | 'disk'
  | 'retain'
  | 'forget'
  | 'state'
>
export type CallName = keyof StoreApi
export type Call = { [Name in CallName]: { name: Name; args: Parameters<StoreApi[Name]> } }[CallName]

/** To the thread that has the file. */
export type Request = { id: number } & (Call | { name: 'close' })
/** `moved`: the file was broken and now lies there; a new one was begun. */
export type Answer = { id: number; moved?: string } & (
  | { ok: true; value: unknown }
  | { ok: false; message: string; full: boolean }
)
