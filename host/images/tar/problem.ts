import { asSlipwayError, SlipwayError } from '../../errors.ts'
import { Refused } from './send-tar.ts'
import { cutShort, damaged, noImages } from './tar-check.ts'

/** What to make of an engine’s words about a tar file. `what` is what did not work. */
export function tarProblem(error: unknown, what: string, name: string): unknown {
  if (!(error instanceof Refused)) return error
  const { message: said, answer } = error
  if (/no space left on device|disk quota exceeded/i.test(said)) {
    return new SlipwayError('DISK_FULL', {
      what: 'The engine’s disk is full.',
      why: `${what} Unpacked, it needs more room than there is on the disk where the engine keeps its images (${said}).`,
      next: 'Remove images, containers or volumes that are not needed, then try again: Disk shows what can be freed.',
    })
  }
  if (/executable file not found|unxz|unsupported compression/i.test(said)) {
    return new SlipwayError('UNSUPPORTED', {
      what: `The engine can’t unpack “${name}”.`,
      why: said,
      next: 'Unpack it first, or pack it by gzip.',
    })
  }
  if (/unexpected EOF/i.test(said)) return cutShort(name, `The engine came to its end too soon: ${said}.`)
  if (/invalid tar header|gzip: invalid|flate: corrupt|bzip2 data invalid|checksum|corrupt/i.test(said)) {
    return damaged(name, `The engine can’t unpack it: ${said}.`)
  }
  if (/(?:manifest\.json|repositories|index\.json): no such file/i.test(said)) return noImages(name)
  if (answer) return new SlipwayError(answer.code, { ...answer.problem, what })
  return asSlipwayError(new Error(said), what)
}
