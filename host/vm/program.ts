import { execFile } from 'node:child_process'

/** A program that ended with another code than 0. */
export class ProgramError extends Error {
  override name = 'ProgramError'
  readonly code: number | undefined
  readonly output: string

  constructor(message: string, code: number | undefined, output: string) {
    super(message)
    this.code = code
    this.output = output
  }
}

export type ProgramOptions = {
  /** Milliseconds; a minute unless told. */
  timeout?: number
  signal?: AbortSignal
  environment?: NodeJS.ProcessEnv
}

/**
 * Runs a program to its end and gives what it wrote on stdout.
 * @throws ProgramError with the last line it wrote on stderr, when it can’t be run, fails, or takes too long
 */
export async function program(path: string, args: readonly string[], options: ProgramOptions = {}): Promise<string> {
  const { timeout = 60_000, signal, environment } = options
  return await new Promise((resolve, reject) => {
    const settings = {
      timeout,
      killSignal: 'SIGKILL' as const,
      maxBuffer: 16 * 1024 * 1024,
      windowsHide: true,
      ...(signal && { signal }),
      ...(environment && { env: environment }),
    }
    execFile(path, args, settings, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout)
      if (signal?.aborted) return reject(signal.reason)
      const code = typeof error.code === 'number' ? error.code : undefined
      const last = stderr.trim().split('\n').at(-1) || error.message.split('\n')[0] || 'It failed.'
      const why = error.killed ? `It took longer than ${timeout / 1000} s.` : last
      reject(new ProgramError(why, code, stdout))
    })
  })
}
