import { asSlipwayError, SlipwayError } from '../../errors.ts'
import { engineDiskFull, isDiskFull } from '../disk-full.ts'
import { Refused } from './send-tar.ts'
import { cutShort, damaged, noImages } from './tar-check.ts'

/** What to make of an engine’s words about a tar file. `what` is what did not work. */
export function tarProblem(error: unknown, what: string, name: string): unknown {
  if (!(error instanceof Refused)) return error
  const { message: said, answer } = error
  if (isDiskFull(said)) return engineDiskFull(what, said)
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
