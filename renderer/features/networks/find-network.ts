import type { Network } from '../../../contract/index.ts'

/** A network by its id, its name, or the only one whose id begins so; as the engine looks it up. */
export function findNetwork(networks: readonly Network[], name: string): Network | undefined {
  const exact = networks.find(({ id }) => id === name) ?? networks.find((one) => one.name === name)
  if (exact) return exact
  const begun = /^[0-9a-z]+$/.test(name) ? networks.filter(({ id }) => id.startsWith(name)) : []
  return begun.length === 1 ? begun[0] : undefined
}
