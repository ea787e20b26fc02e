import { existsSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { commandLine } from '../../contract/shell.ts'
import { SlipwayError } from '../errors.ts'
import { addressOf, type Endpoint } from './endpoint.ts'

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

const asleep = (name: string, because: ErrorOptions) =>
  new SlipwayError(
    'ENGINE_UNREACHABLE',
    {
      what: `The virtual machine “${name}” is asleep.`,
      why: 'Nobody needed it.',
      next: `Whoever opens Slipway or uses its engine wakes it, as does \`${commandLine(['slipway', 'vm', 'resume', '--name', name])}\`.`,
    },
    because,
  )

/** Why an engine can't be reached, and what to do about it. */
export function explain(error: unknown, endpoint: Endpoint): SlipwayError {
  if (error instanceof SlipwayError) return error
  const code = codeOf(error)
  const address = addressOf(endpoint)
  const message = error instanceof Error ? error.message : String(error)
  const because = { cause: error }
  const place = 'path' in endpoint && endpoint.kind !== 'ssh' ? endpoint.path : address

  if (endpoint.kind === 'vm' && (code === 'ENOENT' || code === 'ECONNREFUSED')) {
    // Others can knock, and wake it; a host of ours is let in only while it is awake.
    if (code === 'ENOENT' && existsSync(endpoint.path)) return asleep(endpoint.name, because)
    return new SlipwayError(
      'ENGINE_UNREACHABLE',
      {
        what: `The virtual machine “${endpoint.name}” does not run.`,
        why: 'Its engine is there only while it runs.',
        next: `Start it: \`${commandLine(['slipway', 'vm', 'start', '--name', endpoint.name])}\``,
      },
      because,
    )
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new SlipwayError(
      'PERMISSION_DENIED',
      {
        what: `You may not use the engine’s socket ${place}.`,
        why: 'The socket belongs to root and, on most systems, to the group “docker”. Your user is not in that group (or was added after you signed in). Membership is as good as root on this computer, so systems don’t give it by themselves.',
        next: `Add yourself, sign out and in again, then retry: \`sudo usermod -aG docker ${userInfo().username}\``,
      },
      because,
    )
  }
  if (code === 'ENOENT' && (endpoint.kind === 'unix' || endpoint.kind === 'npipe')) {
    return new SlipwayError(
      'ENGINE_UNREACHABLE',
      {
        what: `There is nothing at ${place}.`,
        why: 'The engine is not installed, not started, or listens somewhere else.',
        next: 'Start it with `sudo systemctl start docker`, or look where it listens with `docker context ls`.',
      },
      because,
    )
  }
  if (code === 'ENOENT') {
    return new SlipwayError(
      'TLS_FAILED',
      {
        what: 'A certificate file can’t be read.',
        why: message,
        next: 'Correct the paths of CA, certificate and key of this engine.',
      },
      because,
    )
  }
  if (code === 'ENOTSOCK' || code === 'EPROTOTYPE' || (code === 'ECONNREFUSED' && isNoSocket(endpoint))) {
    return new SlipwayError('NOT_AN_ENGINE', notSocket(place), because)
  }
  if (code === 'ECONNREFUSED' && endpoint.kind === 'ssh') {
    return new SlipwayError(
      'ENGINE_UNREACHABLE',
      {
        what: `No SSH server answers at ${address}.`,
        why: message,
        next: 'Check the host and its port, and that its SSH server runs.',
      },
      because,
    )
  }
  if (code === 'ECONNREFUSED') {
    return new SlipwayError(
      'ENGINE_UNREACHABLE',
      {
        what: `Nobody answers at ${address}.`,
        why: 'Something is there, but no engine listens on it: the engine is stopped or still starting.',
        next: 'Start the engine (`sudo systemctl start docker`, or Docker Desktop), then retry.',
      },
      because,
    )
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new SlipwayError(
      'ENGINE_UNREACHABLE',
      {
        what: `The host of ${address} has no known address.`,
        why: message,
        next: 'Check the spelling and your network.',
      },
      because,
    )
  }
  if (code === 'ETIMEDOUT' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH') {
    return new SlipwayError(
      'ENGINE_UNREACHABLE',
      {
        what: `${address} does not answer.`,
        why: message,
        next: 'Check that the machine is on, its firewall, and the port.',
      },
      because,
    )
  }
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ISSUER|ERR_TLS|ERR_SSL|ERR_OSSL|EPROTO|UNABLE_TO_GET/.test(code)) {
    return new SlipwayError('TLS_FAILED', tlsProblem(code, message, address), because)
  }
  if (code.startsWith('HPE_')) {
    return new SlipwayError(
      'NOT_AN_ENGINE',
      {
        what: `What listens at ${address} is not a Docker engine.`,
        why: 'It does not speak HTTP. If it is an engine with TLS, it wants certificates.',
        next: 'Check the address, or give this engine its CA, certificate and key.',
      },
      because,
    )
  }
  return new SlipwayError(
    'ENGINE_UNREACHABLE',
    {
      what: `The connection to ${address} broke.`,
      why: message || 'The engine closed it without a word.',
      next: 'If it does not come back by itself, look at the engine: `docker info`.',
    },
    because,
  )
}

/** Linux answers "refused" both for a socket that nobody listens on and for an ordinary file. */
function isNoSocket(endpoint: Endpoint): boolean {
  return endpoint.kind === 'unix' && statSync(endpoint.path, { throwIfNoEntry: false })?.isSocket() === false
}

const notSocket = (path: string) => ({
  what: `${path} is not a socket.`,
  why: 'There is a file or folder of that name, but no engine listens on it.',
  next: 'Give the path of the engine’s socket; `docker context ls` shows it.',
})

function tlsProblem(code: string, message: string, address: string) {
  if (/ALERT|BAD_CERTIFICATE|CERTIFICATE_REQUIRED/i.test(`${code} ${message}`)) {
    return {
      what: `The engine at ${address} refused this computer’s certificate.`,
      why: message,
      next: 'Use the client certificate and key that were signed for this engine (`cert.pem`, `key.pem`).',
    }
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return {
      what: `The certificate at ${address} is for another name.`,
      why: message,
      next: 'Use the name that the certificate carries, or have one made for this name.',
    }
  }
  if (code === 'CERT_HAS_EXPIRED') {
    return {
      what: `The certificate at ${address} has expired.`,
      why: message,
      next: 'Have the engine’s certificate renewed.',
    }
  }
  if (code === 'EPROTO' || /WRONG_VERSION|PACKET_LENGTH/.test(code)) {
    return {
      what: `${address} does not speak TLS.`,
      why: message,
      next: 'Turn TLS off for this engine, or give the port that has it (usually 2376).',
    }
  }
  return {
    what: `The certificate of ${address} can’t be trusted.`,
    why: `It was not signed by the CA given for this engine (${message}).`,
    next: 'Give the CA that signed it (`ca.pem`). Don’t turn the check off: then anybody on the way can pose as the engine.',
  }
}
