import type { HostPort } from '../../contract/index.ts'

/** Reads `/proc/net/tcp`, `tcp6`, `udp` or `udp6`; of TCP the sockets that listen. */
export function kernelPorts(text: string, protocol: HostPort['protocol']): HostPort[] {
  return text
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [, local = '', , state] = line.trim().split(/\s+/)
      const [address, port] = local.split(':')
      if (!address || !port || (protocol === 'tcp' && state !== '0A')) return []
      return [{ protocol, ip: addressOf(address), port: Number.parseInt(port, 16) }]
    })
    .filter(({ port }) => port > 0)
}

/** An address as the kernel writes it: each four bytes backwards. */
function addressOf(hex: string): string {
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap((word) => (word.match(/../g) ?? []).reverse())
  if (bytes.length === 4) return bytes.map((byte) => Number.parseInt(byte, 16)).join('.')
  // An IPv4 address in a socket for both.
  if (/^0{20}f{4}$/i.test(bytes.slice(0, 12).join(''))) {
    return bytes
      .slice(12)
      .map((byte) => Number.parseInt(byte, 16))
      .join('.')
  }
  const groups = (bytes.join('').match(/.{4}/g) ?? []).map((group) => Number.parseInt(group, 16).toString(16))
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1)
}

/** Reads `netstat -an` of Windows and of macOS, whose words are in the system’s language. */
export function netstatPorts(text: string): HostPort[] {
  return text.split('\n').flatMap((line) => {
    const words = line.trim().split(/\s+/)
    const protocol = /^tcp/i.test(words[0] ?? '') ? 'tcp' : /^udp/i.test(words[0] ?? '') ? 'udp' : undefined
    // macOS has two numbers before the addresses.
    const [local = '', foreign = ''] = words.slice(/^\d+$/.test(words[1] ?? '') ? 3 : 1)
    // One that listens has no other end.
    if (!protocol || !/^(?:\*[.:]\*|\S*:0)$/.test(foreign)) return []
    const [, address = '', port = ''] = /^(.*)[.:](\d+)$/.exec(local) ?? []
    const ip = address === '*' ? '0.0.0.0' : address.replace(/^\[|\]$/g, '').replace(/%.*$/, '')
    return Number(port) > 0 ? [{ protocol, ip, port: Number(port) }] : []
  })
}
