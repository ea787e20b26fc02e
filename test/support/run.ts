import { spawn } from 'node:child_process'

export type RunOptions = { env?: NodeJS.ProcessEnv; cwd?: string; input?: string | Buffer }

/**
 * Runs a program to its end and gives what it wrote on stdout, less the last newline.
 * @throws Error with what it wrote on stderr when it can't be started or ends with another code than 0
 */
export async function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  return await new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: 'pipe',
      env: options.env ?? process.env,
      ...(options.cwd !== undefined && { cwd: options.cwd }),
    })
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout.on('data', (part: Buffer) => out.push(part))
    child.stderr.on('data', (part: Buffer) => err.push(part))
    // A program may end without having read its input.
    child.stdin.on('error', () => {})
    child.stdin.end(options.input)
    child.on('error', reject)
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(Buffer.concat(out).toString('utf8').replace(/\n$/, ''))
      const text = Buffer.concat(err).toString('utf8').trim()
      reject(new Error(`${[program, ...args].join(' ')} ended with ${code ?? signal}: ${text}`))
    })
  })
}
