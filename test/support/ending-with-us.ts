import { findExecutable } from './executable.ts'

/** A command line that, where the system can do that, is killed with the process that starts it, however it ends. */
export function endingWithUs(program: string, args: readonly string[]): [string, ...string[]] {
  const setpriv = process.platform === 'linux' ? findExecutable('setpriv') : undefined
  return setpriv === undefined ? [program, ...args] : [setpriv, '--pdeathsig', 'KILL', '--', program, ...args]
}
