import { useSyncExternalStore } from 'react'

/** A value that can be read, set and watched. */
export type Store<T> = {
  get: () => T
  /** Keeps the value; tells the watchers unless it is the same one. */
  set: (value: T) => void
  /** Calls back after every change, until the answer is called. */
  subscribe: (changed: () => void) => () => void
}

/** A store that begins with a value. */
export function createStore<T>(initial: T): Store<T> {
  let current = initial
  const watchers = new Set<() => void>()
  return {
    get: () => current,
    set: (value) => {
      if (Object.is(value, current)) return
      current = value
      for (const changed of [...watchers]) changed()
    },
    subscribe: (changed) => {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
  }
}

/** The store's value, again whenever it changes. */
export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.get)
}
