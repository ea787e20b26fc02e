import type { Container } from '../../../../contract/index.ts'

/** The container that an address means: by its id, its name, or the beginning of its id, in this order. */
export function findContainer(containers: readonly Container[], wanted: string): Container | undefined {
  return (
    containers.find(({ id }) => id === wanted) ??
    containers.find(({ name }) => name === wanted) ??
    (/^[0-9a-f]{12,}$/.test(wanted) ? containers.find(({ id }) => id.startsWith(wanted)) : undefined)
  )
}
