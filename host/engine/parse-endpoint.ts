import { SlipwayError } from '../errors.ts'
import type { Endpoint, TlsFiles } from './endpoint.ts'

const invalid = (address: string, why: string) =>
  new SlipwayError('INVALID', {
    what: `“${address}” is not an engine’s address.`,
    why,
    next: 'Write it as `unix:///var/run/docker.sock`, `tcp://host:2376`, `ssh://user@host` or `npipe:////./pipe/docker_engine`.',
  })

/**
 * Reads an address as DOCKER_HOST has it.
 * @throws SlipwayError INVALID
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
      return ssh(address, rest)
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

function ssh(address: string, rest: string): Endpoint {
  let url: URL
  try {
    url = new URL(`ssh://${rest}`)
  } catch {
    throw invalid(address, 'It has no readable user, host and port.')
  }
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (host === '') throw invalid(address, 'It names no host.')
  // A host or user that begins with a dash would be an option to other programs.
  if (host.startsWith('-') || url.username.startsWith('-'))
    throw invalid(address, 'No host and no user begins with a dash.')
  if (url.password !== '') {
    throw invalid(address, 'A password has no place in an address, where others can read it; SSH signs in with a key.')
  }
  if (url.search !== '' || url.hash !== '') throw invalid(address, 'Only a socket’s path may follow the host.')
  const path = decodeURIComponent(url.pathname)
  return {
    kind: 'ssh',
    host: decodeURIComponent(host),
    ...(url.username !== '' && { user: decodeURIComponent(url.username) }),
    ...(url.port !== '' && { port: Number(url.port) }),
    ...(path !== '' && path !== '/' && { path }),
  }
}
