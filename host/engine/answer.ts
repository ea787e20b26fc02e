import type { ErrorCode, Problem } from '../../contract/index.ts'
import { SlipwayError } from '../errors.ts'

/** The error for an answer of the engine with a status of 400 or more. */
export function answerProblem(status: number, body: string, request: string): SlipwayError {
  const message = messageOf(body) || `${request} answered ${status}.`
  const [code, problem] = classify(status, message)
  return new SlipwayError(code, problem)
}

function messageOf(body: string): string {
  try {
    const value: unknown = JSON.parse(body)
    if (typeof value === 'object' && value !== null) {
      if ('message' in value && typeof value.message === 'string') return value.message
      // Podman's own routes say `cause`.
      if ('cause' in value && typeof value.cause === 'string') return value.cause
    }
  } catch {
    // Not JSON: the text itself is the message.
  }
  return body.trim().slice(0, 2_000)
}

function classify(status: number, why: string): [ErrorCode, Problem] {
  if (/port is already allocated|address already in use/i.test(why)) {
    return [
      'PORT_IN_USE',
      { what: 'A port is already taken.', why, next: 'Stop what uses it, or publish another port.' },
    ]
  }
  if (/no space left on device/i.test(why)) {
    return [
      'DISK_FULL',
      {
        what: 'The engine’s disk is full.',
        why,
        next: 'Remove images, containers or volumes that are not needed, then try again.',
      },
    ]
  }
  switch (status) {
    case 400:
      return [
        'INVALID',
        { what: 'The engine does not accept this.', why, next: 'Correct what it names, then try again.' },
      ]
    case 401:
    case 403:
      return ['UNAUTHORIZED', { what: 'The engine says no.', why, next: 'Sign in with an account that may do this.' }]
    case 404:
      return [
        'NOT_FOUND',
        {
          what: 'It is not there.',
          why,
          next: 'It may have been removed meanwhile. The list shows what is there now.',
        },
      ]
    case 409:
      return [
        'CONFLICT',
        { what: 'That can’t be done as things are.', why, next: 'Change what it names first, then try again.' },
      ]
    case 501:
      return ['UNSUPPORTED', { what: 'This engine can’t do that.', why, next: 'Use an engine that has it.' }]
    default:
      return [
        'ENGINE_ERROR',
        { what: 'The engine failed.', why, next: 'Try again. If it stays, look at the engine’s own log.' },
      ]
  }
}
