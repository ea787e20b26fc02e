import { SlipwayError } from '../errors.ts'
import { ToolboxFailure } from '../toolbox/index.ts'

/** What an errno’s name means for the file of that path. */
export function problemOf(code: string, path: string): SlipwayError {
  switch (code) {
    case 'ENOENT':
      return new SlipwayError('NOT_FOUND', {
        what: `There is no “${path}”.`,
        why: 'It was removed or renamed, or a link leads to nothing.',
        next: 'Read the folder again.',
      })
    case 'EEXIST':
      return new SlipwayError('CONFLICT', {
        what: `“${path}” is there already.`,
        why: 'It would be replaced.',
        next: 'Choose another name, or remove that one first.',
      })
    case 'ESTALE':
      return new SlipwayError('CONFLICT', {
        what: `“${path}” was changed meanwhile.`,
        why: 'Some program wrote to it since it was read here.',
        next: 'Look at what it is now, or replace it.',
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
        why: 'The engine’s disk is full.',
        next: 'Make room on it: the Disk page says what can go.',
      })
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return new SlipwayError('PERMISSION_DENIED', {
        what: `“${path}” may not be changed.`,
        why: code === 'EROFS' ? 'Its file system is read-only.' : 'The engine does not let it be touched.',
        next: 'Choose another place.',
      })
    case 'EBUSY':
      return new SlipwayError('CONFLICT', {
        what: `“${path}” is in use.`,
        why: 'Something is mounted there.',
        next: 'Look into the mounts of the container.',
      })
    default:
      return new SlipwayError('ENGINE_ERROR', {
        what: `“${path}” could not be worked with.`,
        why: code === 'KILLED' ? 'The container was stopped meanwhile.' : `The system says ${code}.`,
        next: 'Try again. If it stays, look at the engine’s own log.',
      })
  }
}

/** Does it, and tells a failure of the toolbox as one that a person can act on. @throws SlipwayError */
export async function told<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof ToolboxFailure ? problemOf(error.code, error.path || path) : error
  }
}
