import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** One line of a `known_hosts` file. */
export type KnownHost = { hosts: string; kind: string; key: Buffer; revoked: boolean }

/** What is known of a host and the key that it showed. */
export type Verdict = 'known' | 'unknown' | 'changed' | 'revoked'

/** Reads a `known_hosts` file as sshd(8) describes it; skips comments, certificate authorities, and what it can’t read. */
export function parseKnownHosts(text: string): KnownHost[] {
  const found: KnownHost[] = []
  for (const line of text.split('\n')) {
    const words = line.trim().split(/\s+/)
    const marker = words[0]?.startsWith('@') ? words.shift() : undefined
    const [hosts, kind, base64] = words
    if (hosts === undefined || kind === undefined || base64 === undefined || hosts.startsWith('#')) continue
    if (marker === '@cert-authority') continue
    const key = Buffer.from(base64, 'base64')
    if (kindOfKey(key) === undefined) continue
    found.push({ hosts, kind, key, revoked: marker === '@revoked' })
  }
  return found
}

/** The name under which a host is known: with its port, where that is not SSH’s own. */
export const knownName = (host: string, port: number): string =>
  port === 22 ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`

/** Judges the key that a host showed. A host known by keys of another kind only is unknown by this one. */
export function judge(known: readonly KnownHost[], name: string, key: Buffer): Verdict {
  const lines = known.filter((line) => names(line.hosts, name))
  if (lines.some((line) => line.revoked && line.key.equals(key))) return 'revoked'
  const good = lines.filter((line) => !line.revoked)
  if (good.some((line) => line.key.equals(key))) return 'known'
  return good.some((line) => kindOfKey(line.key) === kindOfKey(key)) ? 'changed' : 'unknown'
}

/** The kinds of key by which a host is known, as `ssh-ed25519`: it is to be asked for one of these. */
export function knownKinds(known: readonly KnownHost[], name: string): string[] {
  return known.flatMap((line) => (!line.revoked && names(line.hosts, name) ? [kindOfKey(line.key) ?? line.kind] : []))
}

/** As OpenSSH shows it: `SHA256:…`. */
export const fingerprint = (key: Buffer): string =>
  `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`

/** The kind that a public key says of itself; undefined for what is no key. */
export function kindOfKey(key: Buffer): string | undefined {
  if (key.length < 4) return undefined
  const length = key.readUInt32BE(0)
  return length > 0 && length <= 64 && key.length > 4 + length ? key.toString('latin1', 4, 4 + length) : undefined
}

function names(hosts: string, name: string): boolean {
  if (hosts.startsWith('|1|')) return isHashed(hosts, name)
  let found = false
  for (const pattern of hosts.split(',')) {
    if (pattern.startsWith('!')) {
      if (matchesPattern(pattern.slice(1), name)) return false
    } else if (matchesPattern(pattern, name)) found = true
  }
  return found
}

/** `|1|salt|hash`: an HMAC-SHA1 of the name. */
function isHashed(text: string, name: string): boolean {
  const [, , salt = '', hash = ''] = text.split('|')
  const expected = Buffer.from(hash, 'base64')
  const actual = createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest()
  return expected.length === actual.length && timingSafeEqual(expected, actual)
}

/** OpenSSH’s patterns: `*` is any text, `?` any one letter, and case does not count. */
export function matchesPattern(pattern: string, name: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${source}$`, 'i').test(name)
}
