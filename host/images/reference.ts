/**
 * A reference as Docker reads it: `nginx` is `docker.io/library/nginx:latest`.
 * Rules: distribution/reference, normalize.go. The first part is a registry if it has a dot or colon, or is localhost.
 */
export function normalise(reference: string): { name: string; tag?: string; digest?: string } {
  const [named = '', digest] = split(reference, reference.indexOf('@'))
  const colon = named.lastIndexOf(':')
  const [path = '', tag] = split(named, colon > named.lastIndexOf('/') ? colon : -1)
  const [first = '', ...rest] = path.split('/')
  const hosted = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase())
  const domain = hosted ? (first === 'index.docker.io' ? 'docker.io' : first) : 'docker.io'
  const remote = hosted ? rest.join('/') : path
  const name = domain === 'docker.io' && !remote.includes('/') ? `docker.io/library/${remote}` : `${domain}/${remote}`
  return { name, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) }
}

function split(text: string, at: number): [string, string?] {
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}
