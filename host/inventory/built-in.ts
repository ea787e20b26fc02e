/** Podman’s own network has this id on every computer. */
const PODMAN = '2f259bab93aaaaa2542ba43ef33eb990d0999ee1b9924b557b7be53c0b7a1bb9'

/** Whether every engine has this network, so that it can’t be removed. On Linux nobody can make one of such a name. */
export function isBuiltInNetwork({ id, name, driver }: { id: string; name: string; driver: string }): boolean {
  if (name === 'nat') return driver === 'nat'
  return ['bridge', 'host', 'none', 'default'].includes(name) || id === PODMAN
}
