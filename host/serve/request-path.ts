/**
 * The path of a request as it came over the wire, decoded; undefined when it is not a plain path of this server:
 * another scheme or host, a step upwards (encoded or not), a backslash, a control character, broken encoding.
 */
export function plainPath(target: string | undefined): string | undefined {
  if (!target?.startsWith('/') || target.startsWith('//')) return undefined
  const [raw = ''] = target.split(/[?#]/, 1)
  let path: string
  try {
    path = decodeURIComponent(raw)
  } catch {
    return undefined
  }
  // A second layer of encoding has no honest use here.
  if (/[\\\u0000-\u001f\u007f]|%2e|%2f|%5c/i.test(path)) return undefined
  return path.split('/').some((step) => step === '..' || step === '.') ? undefined : path
}
