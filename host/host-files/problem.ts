import { SlipwayError } from '../errors.ts'

/** The file system’s code for a failure, such as ENOENT. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** A failure of the file system as one that a person can act on. */
export function fileProblem(error: unknown, path: string): SlipwayError {
  if (error instanceof SlipwayError) return error
  const what = `“${path}” can’t be used.`
  switch (codeOf(error)) {
    case 'ENOENT':
      return new SlipwayError('NOT_FOUND', {
        what: `There is no “${path}”.`,
        why: 'Nothing of this name is there, or a link leads to nothing.',
        next: 'Check the spelling, or choose it in the list.',
      })
    case 'EACCES':
    case 'EPERM':
      return new SlipwayError('PERMISSION_DENIED', {
        what: `“${path}” may not be looked into.`,
        why: 'The user that Slipway runs as has no right to it.',
        next: 'Choose another one, or change its rights.',
      })
    case 'ENOTDIR':
      return new SlipwayError('INVALID', {
        what: `“${path}” is no folder.`,
        why: 'It is a file, or a part of the path is one.',
        next: 'Choose a folder.',
      })
    case 'EISDIR':
      return new SlipwayError('INVALID', {
        what: `“${path}” is a folder.`,
        why: 'A file is needed.',
        next: 'Choose a file in it.',
      })
    case 'ENOSPC':
    case 'EDQUOT':
      return new SlipwayError('DISK_FULL', {
        what: `“${path}” can’t be written.`,
        why: 'The disk is full.',
        next: 'Make room on it, or choose a folder on another disk.',
      })
    case 'EROFS':
      return new SlipwayError('PERMISSION_DENIED', {
        what: `“${path}” can’t be written.`,
        why: 'Its disk is read-only.',
        next: 'Choose a folder on another disk.',
      })
    default:
      return new SlipwayError(
        'INVALID',
        { what, why: error instanceof Error ? error.message : String(error), next: 'Choose another one.' },
        { cause: error },
      )
  }
}
