import { type ChildProcess, spawn } from 'node:child_process'
import { endingWithUs } from '../test/support/ending-with-us.ts'
import { root } from './root.ts'

/** Programs that were started and must end with us, each the head of its own process group. */
const running = new Set<ChildProcess>()

export type Ended = { code: number | null; signal: NodeJS.Signals | null }

/**
 * Runs a program with our output as its own, in a process group of its own; whatever is left of the group when the
 * program has ended is killed. Never fails: a program that can't be started ends with code 127.
 */
export async function runGroup(
  program: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Ended> {
  const [first, ...rest] = endingWithUs(program, args)
  const child = spawn(first, rest, {
    cwd: root,
    env: environment,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  running.add(child)
  const ended = await new Promise<Ended>((resolve) => {
    child.on('exit', (code, signal) => resolve({ code, signal }))
    child.on('error', (error) => {
      console.error(error.message)
      resolve({ code: 127, signal: null })
    })
  })
  running.delete(child)
  signalGroup(child, 'SIGKILL')
  return ended
}

/** Ends everything that `runGroup` has under way: told first, killed after so many milliseconds. */
export function endGroups(grace: number): void {
  for (const child of running) {
    signalGroup(child, 'SIGTERM')
    setTimeout(() => signalGroup(child, 'SIGKILL'), grace).unref()
  }
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    if (process.platform === 'win32') child.kill(signal)
    else process.kill(-child.pid, signal)
  } catch (error) {
    // Nobody is left of the group.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
