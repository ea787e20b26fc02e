import { oc } from '@orpc/contract'
import { problemSchema } from './problem.ts'

const error = { data: problemSchema }

/** Every error the host may answer with. Anything else is a bug. */
export const errorMap = {
  NOT_FOUND: error,
  CONFLICT: error,
  INVALID: error,
  UNAUTHORIZED: error,
  UNSUPPORTED: error,
  PORT_IN_USE: error,
  DISK_FULL: error,
  ENGINE_UNREACHABLE: error,
  PERMISSION_DENIED: error,
  NOT_AN_ENGINE: error,
  ENGINE_TOO_OLD: error,
  TLS_FAILED: error,
  HOST_KEY_UNKNOWN: error,
  HOST_KEY_CHANGED: error,
  NO_SHELL: error,
  ENGINE_ERROR: error,
} as const
export type ErrorCode = keyof typeof errorMap

/** The start of every procedure of the contract: it carries the declared errors. */
export const base = oc.errors(errorMap)
