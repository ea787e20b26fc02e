/** An image's name with nothing left out: `nginx` is `docker.io/library/nginx`. */
export type Reference = {
  /** The registry and the repository in it, as `quay.io/coreos/etcd`. */
  name: string
  tag?: string
  digest?: string
}

/** The message is for the person: a sentence about the name. */
export class InvalidReference extends Error {
  override name = 'InvalidReference'
}

const HOST =
  '(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?'
const PART = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*'
const REFERENCE = new RegExp(
  `^(${HOST}/${PART}(?:/${PART})*)(?::(\\w[\\w.-]{0,127}))?(?:@([A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}))?$`,
)
const DIGEST_LENGTH: Record<string, number> = { sha256: 64, sha384: 96, sha512: 128 }

/**
 * Reads an image's name as Docker does: the first part is a registry if it has a dot or colon, or is localhost.
 * Rules: distribution/reference, normalize.go.
 * @throws InvalidReference
 */
export function parseReference(text: string): Reference {
  const [first = '', ...rest] = text.split('/')
  const isHost = rest.length > 0 && (first === 'localhost' || /[.:]/.test(first) || first !== first.toLowerCase())
  const host = !isHost || first === 'index.docker.io' ? 'docker.io' : first
  const path = isHost ? rest.join('/') : text
  const whole = host === 'docker.io' && !path.includes('/') ? `library/${path}` : path
  const repository = whole.split(':')[0] ?? ''
  if (repository !== repository.toLowerCase()) {
    throw new InvalidReference(`“${text}” has capital letters; an image’s name has none.`)
  }
  const [, name, tag, digest] = REFERENCE.exec(`${host}/${whole}`) ?? []
  if (isImageId(text) || name === undefined || name.length > 255 || (digest !== undefined && !isDigest(digest))) {
    throw new InvalidReference(`“${text}” is not an image’s name such as nginx:alpine or quay.io/coreos/etcd:v3.5.4.`)
  }
  return { name, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) }
}

/** Whether an image is named by its whole id, which no registry knows. */
export function isImageId(text: string): boolean {
  return /^[a-f0-9]{64}$/.test(text) || isDigest(text)
}

function isDigest(text: string): boolean {
  const [algorithm = '', hex = '', ...more] = text.split(':')
  return more.length === 0 && /^[a-f0-9]+$/.test(hex) && DIGEST_LENGTH[algorithm] === hex.length
}

/** The registry that an image's name leads to, as `docker.io`. */
export const registryOf = ({ name }: Reference): string => name.slice(0, name.indexOf('/'))

/** The repository within its registry, as `library/nginx`. */
export const repositoryOf = ({ name }: Reference): string => name.slice(name.indexOf('/') + 1)

/** The name with nothing left out: `docker.io/library/nginx:latest`. */
export function wholeName({ name, tag, digest }: Reference): string {
  if (digest !== undefined) return `${name}${tag === undefined ? '' : `:${tag}`}@${digest}`
  return `${name}:${tag ?? 'latest'}`
}
