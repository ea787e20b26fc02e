import { spawn } from 'node:child_process'
import type { VmStatus } from '../../../contract/index.ts'
import { commandLine } from '../../../contract/shell.ts'
import { SlipwayError } from '../../errors.ts'
import { stateText } from './print.ts'

/** Opens a shell in the VM on this terminal, or runs one command there; gives its exit code. */
export async function openShell(status: VmStatus, words: readonly string[]): Promise<number> {
  const [program, ...args] = status.shell ?? []
  if (program === undefined) {
    throw new SlipwayError('CONFLICT', {
      what: 'There is no shell in a virtual machine that does not run.',
      why: `It is ${stateText(status)}.`,
      next: 'Start it first: `slipway vm start`',
    })
  }
  // What follows goes to a shell at the other end, so each word is quoted for it.
  const there = words.length > 0 ? [commandLine(words)] : process.stdin.isTTY ? ['-t'] : []
  const [before, after] = words.length > 0 ? [[], there] : [there, []]
  return await new Promise((resolve, reject) => {
    const child = spawn(program, [...before, ...args, ...after], { stdio: 'inherit' })
    child.once('error', (error) =>
      reject(
        new SlipwayError(
          'UNSUPPORTED',
          { what: 'The shell could not be opened.', why: error.message, next: 'Install OpenSSH’s client, `ssh`.' },
          { cause: error },
        ),
      ),
    )
    child.once('exit', (code) => resolve(code ?? 1))
  })
}
