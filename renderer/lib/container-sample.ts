import type { Container } from '../../contract/index.ts'

let made = 0

/** A container for the tests of what is computed from one; each has an id of its own. */
export function container(part: Partial<Container> = {}): Container {
  made += 1
  const id = made.toString(16).padStart(4, '0').repeat(16)
  return {
    id,
    name: `container-${made}`,
    image: 'busybox:1.36',
    imageId: `sha256:${id}`,
    command: 'sleep 1d',
    created: 1_750_000_000_000 + made,
    state: 'running',
    ports: [],
    labels: {},
    mounts: [],
    networks: ['bridge'],
    ...part,
  }
}
