import type { Run } from '../../contract/run.ts'
import { bodyOf } from './body/body.ts'
import { filesOf } from './body/files.ts'
import { Conflict, Misfit } from './misfit.ts'

/** What does not go together, by the flags it is about. */
export type Clash = { flags: readonly string[]; what: string }

/** What the docker CLI would refuse of these flags taken together; files are not looked at. */
export function checkRun(run: Run): Clash[] {
  const unread = new Set(filesOf(run).map(({ name }) => name))
  try {
    bodyOf(
      { ...run, envFile: [], labelFile: [], securityOpt: run.securityOpt.filter((option) => !reads(option, unread)) },
      { apiVersion: '1.41', environment: {}, files: new Map(), folder: '/', address: 'unix:///' },
    )
    return []
  } catch (error) {
    if (!(error instanceof Misfit)) throw error
    return [{ flags: error instanceof Conflict ? error.flags : [], what: error.message }]
  }
}

const reads = (option: string, files: Set<string>) =>
  /^seccomp[=:]/.test(option) && files.has(option.slice('seccomp='.length))
