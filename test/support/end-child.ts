import type { ChildProcess } from 'node:child_process'

/** Ends a child with SIGTERM, or SIGKILL when it hasn't ended in time (milliseconds); gives its exit code. */
export async function endChild(child: ChildProcess, grace = 3000): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return child.exitCode
  return await new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), grace)
    child.once('exit', (code) => {
      clearTimeout(timer)
      resolve(code)
    })
    child.kill('SIGTERM')
  })
}
