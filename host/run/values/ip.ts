const V4 = /^(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}$/

/**
 * An IP address in its shortest form, or undefined for what is none.
 * An IPv4 address within IPv6 becomes the IPv4 address; zones are not taken.
 */
export function parseIp(text: string): string | undefined {
  if (V4.test(text)) return text.split('.').every((part) => Number(part) <= 255) ? text : undefined
  const groups = groupsOf(text)
  if (!groups) return undefined
  const [high = 0, low = 0] = groups.slice(6)
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return [high >> 8, high & 255, low >> 8, low & 255].join('.')
  }
  return shortest(groups)
}

function groupsOf(text: string): number[] | undefined {
  const [before = '', after, ...more] = text.split('::')
  if (more.length > 0 || text === '') return undefined
  const head = before === '' ? [] : parts(before, after === undefined)
  const tail = after === undefined || after === '' ? [] : parts(after, true)
  if (!head || !tail || (before === '' && after === undefined)) return undefined
  const missing = 8 - head.length - tail.length
  if (after === undefined ? missing !== 0 : missing < 1) return undefined
  return [...head, ...new Array<number>(missing).fill(0), ...tail]
}

function parts(text: string, last: boolean): number[] | undefined {
  const result: number[] = []
  const all = text.split(':')
  for (const [at, part] of all.entries()) {
    if (/^[0-9a-fA-F]{1,4}$/.test(part)) {
      result.push(Number.parseInt(part, 16))
    } else if (last && at === all.length - 1 && V4.test(part)) {
      const [a = 0, b = 0, c = 0, d = 0] = part.split('.').map(Number)
      if (Math.max(a, b, c, d) > 255) return undefined
      result.push(a * 256 + b, c * 256 + d)
    } else return undefined
  }
  return result
}

function shortest(groups: number[]): string {
  let best = { at: -1, length: 1 }
  for (let at = 0; at < 8; at++) {
    let end = at
    while (end < 8 && groups[end] === 0) end++
    if (end - at > best.length) best = { at, length: end - at }
  }
  const hex = groups.map((group) => group.toString(16))
  if (best.at < 0) return hex.join(':')
  return `${hex.slice(0, best.at).join(':')}::${hex.slice(best.at + best.length).join(':')}`
}
