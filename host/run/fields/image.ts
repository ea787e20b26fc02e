import { Misfit } from '../misfit.ts'

/** An image's name as a registry knows it, with the tag or digest that is asked for. */
export type ImageName = { repository: string; tag: string }

const HOST =
  '(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?'
const PART = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*'
const REFERENCE = new RegExp(
  `^(${HOST}/${PART}(?:/${PART})*)(?::(\\w[\\w.-]{0,127}))?(?:@([A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}))?$`,
)
const DIGEST_LENGTH: Record<string, number> = { sha256: 64, sha384: 96, sha512: 128 }

/**
 * Reads the name of an image to run. Undefined for one that is named by its id alone, which can't be pulled.
 * @throws Misfit
 */
export function imageNameOf(text: string): ImageName | undefined {
  if (/^[a-f0-9]{64}$/.test(text) || isDigest(text)) return undefined
  const [first = '', ...rest] = text.split('/')
  const isHost = rest.length > 0 && (first === 'localhost' || /[.:]/.test(first) || first !== first.toLowerCase())
  const host = !isHost || first === 'index.docker.io' ? 'docker.io' : first
  const path = isHost ? rest.join('/') : text
  const whole = host === 'docker.io' && !path.includes('/') ? `library/${path}` : path
  const name = whole.split(':')[0] ?? ''
  if (name !== name.toLowerCase()) throw new Misfit(`“${text}” has capital letters; an image’s name has none.`)
  const [, repository, tag, digest] = REFERENCE.exec(`${host}/${whole}`) ?? []
  if (repository === undefined || repository.length > 255 || (digest !== undefined && !isDigest(digest))) {
    throw new Misfit(`“${text}” is not an image’s name such as nginx:alpine or quay.io/coreos/etcd:v3.5.4.`)
  }
  return { repository, tag: digest ?? tag ?? 'latest' }
}

function isDigest(text: string): boolean {
  const [algorithm = '', hex = '', ...more] = text.split(':')
  return more.length === 0 && /^[a-f0-9]+$/.test(hex) && DIGEST_LENGTH[algorithm] === hex.length
}
