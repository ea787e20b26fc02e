import type { Run } from '../../../contract/run.ts'
import { compactJson, seccompFile } from '../fields/security.ts'
import { Conflict, Misfit } from '../misfit.ts'
import { orNull } from '../values/json.ts'
import type { RunContext } from './context.ts'
import { fileOf } from './files.ts'

/** Security options as the engine takes them, seccomp profiles with their content. @throws Conflict */
export function securityOptions(run: Run, context: RunContext) {
  const unconfined = run.securityOpt.includes('systempaths=unconfined')
  const options = run.securityOpt
    .filter((option) => option !== 'systempaths=unconfined')
    .map((option) => {
      const file = seccompFile(option)
      return file === undefined ? option : `seccomp=${profile(file, context)}`
    })
  return {
    // The CLI sends an empty list, not none, when only `systempaths` was said.
    SecurityOpt: run.securityOpt.length > 0 ? options : orNull(options),
    MaskedPaths: unconfined ? [] : null,
    ReadonlyPaths: unconfined ? [] : null,
  }
}

function profile(file: string, context: RunContext): string {
  try {
    return compactJson(Buffer.from(fileOf(context, file, 'security-opt')).toString('utf8'), file)
  } catch (error) {
    throw error instanceof Misfit ? new Conflict(error.message, ['security-opt']) : error
  }
}
