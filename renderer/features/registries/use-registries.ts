import type { Registry, RegistryList } from '../../../contract/index.ts'
import { client } from '../../lib/connection.ts'
import { type StreamState, useLatest } from '../../lib/stream.ts'

/** The registries that are known, and who is signed in. */
export function useRegistries(): StreamState & { value: RegistryList | undefined } {
  return useLatest('registries', (stream, signal) => client.registries.watch({ stream }, { signal }))
}

/** One registry, as far as it is known. */
export function useRegistry(host: string | undefined): Registry | undefined {
  return useRegistries().value?.registries.find((registry) => registry.host === host)
}
