import type { ErrorCode, Problem } from '../../contract/index.ts'
import { SlipwayError } from '../errors.ts'

/** What was tried, with which registry, and whether a sign-in went along. */
export type Attempt = { what: string; host: string; signedIn: boolean }

type Case = { fits: RegExp; code: ErrorCode; say: (attempt: Attempt) => Pick<Problem, 'next'> & { means: string } }

/** What registries, and engines that speak with them, say; the first that fits. */
const CASES: readonly Case[] = [
  {
    fits: /toomanyrequests|rate limit|too many requests|\b429\b/i,
    code: 'UNAUTHORIZED',
    say: ({ host, signedIn }) => ({
      means: `${host} counts what is pulled, and takes no more for now.`,
      next: signedIn ? 'Wait, then try again.' : `Sign in to ${host}, which allows more, or wait and try again.`,
    }),
  },
  {
    fits: /no space left|disk quota/i,
    code: 'DISK_FULL',
    say: () => ({ means: 'A disk is full.', next: 'Remove what is not needed on it, then try again.' }),
  },
  {
    fits: /incorrect username or password|bad username|invalid (?:username|password|credentials)|wrong password|login attempt to|unauthorized: (?:authentication failed|your account must)/i,
    code: 'UNAUTHORIZED',
    say: ({ host }) => ({
      means: `${host} does not take this user name and password.`,
      next: 'Sign in again. Where an account has a second factor, an access token stands in the password’s place.',
    }),
  },
  {
    // An engine that may go without HTTPS hides behind this that it was not let in by HTTPS before.
    fits: /HTTP request to an HTTPS server|unauthorized|no basic auth|authentication required|\b401\b/i,
    code: 'UNAUTHORIZED',
    say: ({ host, signedIn }) =>
      signedIn
        ? {
            means: `${host} does not take the sign-in that is kept, or it may not do this.`,
            next: `Sign in to ${host} again, with an account that may do this.`,
          }
        : {
            means: `${host} wants to know who asks: the image is private, or does not exist.`,
            next: `Check the spelling. If it is private, sign in to ${host}.`,
          },
  },
  {
    fits: /denied|forbidden|insufficient_scope|\b403\b/i,
    code: 'UNAUTHORIZED',
    say: ({ host, signedIn }) => ({
      means: signedIn
        ? `${host} does not let this account do it, or there is no such image.`
        : `${host} does not let anybody do it: the image is private, or does not exist.`,
      next: signedIn
        ? 'Check the name. If it is right, ask its owner for access.'
        : `Check the name. If it is private, or you want to push, sign in to ${host}.`,
    }),
  },
  {
    fits: /no matching manifest|does not match the specified platform|no match for platform/i,
    code: 'NOT_FOUND',
    say: () => ({
      means: 'The image is there, but not for this platform.',
      next: 'Choose another platform, or another tag.',
    }),
  },
  {
    fits: /manifest.*not found|manifest[ _]unknown|name[ _]unknown|repository.*not (?:found|known)|tag.*not found|: not found|\b404\b/i,
    code: 'NOT_FOUND',
    say: ({ host }) => ({ means: `${host} has no such image or tag.`, next: 'Check the name and the tag.' }),
  },
  {
    fits: /certificate has expired|CERT_HAS_EXPIRED|not yet valid/i,
    code: 'TLS_FAILED',
    say: ({ host }) => ({
      means: `The certificate of ${host} has expired, or a clock is wrong.`,
      next: 'Have the registry’s certificate renewed. If it is current, set the clock of the engine’s machine.',
    }),
  },
  {
    fits: /ALTNAME|certificate is (?:valid|not valid) for|doesn't contain any IP SANs|cannot validate certificate for/i,
    code: 'TLS_FAILED',
    say: ({ host }) => ({
      means: `The certificate is for another name than ${host}.`,
      next: 'Use the name that the certificate carries, or have one made for this name.',
    }),
  },
  {
    fits: /x509|certificate|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/i,
    code: 'TLS_FAILED',
    say: ({ host }) => ({
      means: `The certificate of ${host} was signed by nobody that the engine trusts.`,
      next: `Put the CA that signed it on the engine’s machine, as this file; the engine reads it at once:\n\`/etc/docker/certs.d/${host}/ca.crt\``,
    }),
  },
  {
    fits: /HTTP response to HTTPS client|wrong.version.number|PACKET_LENGTH_TOO_LONG|first record does not look like a TLS/i,
    code: 'TLS_FAILED',
    say: ({ host }) => ({
      means: `${host} speaks plain HTTP, where the engine asks for HTTPS.`,
      next: `Give the registry a certificate. In a network that you trust, name it in the engine’s daemon.json and restart it:\n\`{ "insecure-registries": ["${host}"] }\``,
    }),
  },
  {
    fits: /no such host|ENOTFOUND|EAI_AGAIN|server misbehaving|temporary failure in name resolution/i,
    code: 'ENGINE_UNREACHABLE',
    say: ({ host }) => ({
      means: `${host} has no known address.`,
      next: 'Check the spelling, and the network and name servers of the engine’s machine.',
    }),
  },
  {
    fits: /connection refused|ECONNREFUSED/i,
    code: 'ENGINE_UNREACHABLE',
    say: ({ host }) => ({
      means: `Nobody answers at ${host}.`,
      next: 'Check the port, and whether the registry runs.',
    }),
  },
  {
    fits: /timeout|timed out|deadline exceeded|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|no route to host|network is unreachable/i,
    code: 'ENGINE_UNREACHABLE',
    say: ({ host }) => ({
      means: `${host} did not answer in time.`,
      next: 'Check the network, a firewall, or a proxy on the way. Then try again.',
    }),
  },
  {
    fits: /\bEOF\b|byte range|connection reset|ECONNRESET|broken pipe|EPIPE|socket hang up|aborted|use of closed network/i,
    code: 'ENGINE_UNREACHABLE',
    say: ({ host }) => ({
      means: `The connection to ${host} broke.`,
      next: 'Try again: layers that an image on the other side has already are not transferred twice.',
    }),
  },
  {
    fits: /invalid character|content-length|error parsing HTTP|unexpected end of JSON|malformed|missing signature|unsupported (?:manifest )?media|mediatype|unknown blob|verif|digest|filesystem layer|gzip|no JSON|HPE_|\b5\d\d\b/i,
    code: 'ENGINE_ERROR',
    say: ({ host }) => ({
      means: `${host} answered with something that no registry says.`,
      next: 'Check that it is a registry’s address, and not a web page’s. If it is, look at the registry’s own log.',
    }),
  },
]

/** The failure of something that a registry had part in, by what it or the engine said. */
export function registryProblem(said: string, attempt: Attempt): SlipwayError {
  const { what } = attempt
  const quoted = said.trim().slice(0, 1_000)
  const known = CASES.find(({ fits }) => fits.test(said))
  if (!known) {
    return new SlipwayError('ENGINE_ERROR', {
      what,
      why: quoted || `${attempt.host} did not say why.`,
      next: 'Check the network of the engine, then try again.',
    })
  }
  const { means, next } = known.say(attempt)
  return new SlipwayError(known.code, { what, why: quoted === '' ? means : `${means}\n${quoted}`, next })
}
