import { SlipwayError } from '../errors.ts'
import type { Endpoint, TlsFiles } from './endpoint.ts'

const invalid = (address: string, why: string) =>
  new SlipwayError('INVALID', {
    what: `“${address}” is not an engine’s address.`,
    why,
    next: 'Write it as `unix:///var/run/docker.sock`, `tcp://host:2376` or `npipe:////./pipe/docker_engine`.',
  })

/**
 * Reads an address as DOCKER_HOST has it.
 * @throws SlipwayError INVALID, or UNSUPPORTED for `ssh://`
 */
export function parseEndpoint(address: string, tls?: TlsFiles): Endpoint {
  const text = address.trim()
  const [, scheme, rest] = /^([a-z]+):\/\/(.*)$/i.exec(text) ?? []
  if (scheme === undefined || rest === undefined) {
    if (text.startsWith('/')) return { kind: 'unix', path: text }
    throw invalid(address, 'It has no scheme such as `unix://` or `tcp://`.')
  }
  switch (scheme.toLowerCase()) {
    case 'unix':
      if (!rest.startsWith('/'))
        throw invalid(address, 'The socket’s path must be absolute: three slashes after `unix:`.')
      return { kind: 'unix', path: rest }
    case 'npipe':
      if (!/^(\/\/|\\\\)[^/\\]+[/\\]pipe[/\\].+/i.test(rest))
        throw invalid(address, 'A named pipe reads `//./pipe/NAME`.')
      return { kind: 'npipe', path: rest.replaceAll('/', '\\') }
    case 'http':
    case 'https':
    case 'tcp':
      return tcp(address, rest, scheme.toLowerCase() === 'https' ? (tls ?? { verify: true }) : tls)
    case 'ssh':
      throw new SlipwayError('UNSUPPORTED', {
        what: 'Engines over SSH can’t be reached yet.',
        why: `“${address}” is an SSH address.`,
        next: 'Forward the socket yourself: `ssh -NL /tmp/docker.sock:/var/run/docker.sock user@host`, then add `unix:///tmp/docker.sock`.',
      })
    default:
      throw invalid(address, `“${scheme}://” is not a way to reach an engine.`)
  }
}

function tcp(address: string, rest: string, tls: TlsFiles | undefined): Endpoint {
  let url: URL
  try {
    url = new URL(`http://${rest}`)
  } catch {
    throw invalid(address, 'It has no readable host and port.')
  }
  if (url.pathname !== '/' || url.username !== '' || url.search !== '') {
    throw invalid(address, 'Only a host and a port may follow `tcp://`.')
  }
  const host = url.hostname.replace(/^\[|\]$/g, '')
  // http://host:80 drops its default port; the address itself still says whether one was given.
  const port = url.port !== '' ? Number(url.port) : /:80\/?$/.test(rest) ? 80 : tls ? 2376 : 2375
  return { kind: 'tcp', host, port, ...(tls && { tls }) }
}
