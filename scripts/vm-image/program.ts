import { spawn } from 'node:child_process'

export type ProgramOptions = { cwd?: string; env?: NodeJS.ProcessEnv; input?: Buffer; package?: string }

/**
 * Runs a program to its end and gives its stdout as bytes.
 * @throws Error that says what it wrote on stderr, or which Debian package (`options.package`) has the program
 */
export async function program(name: string, args: readonly string[], options: ProgramOptions = {}): Promise<Buffer> {
  return await new Promise((resolve, reject) => {
    const child = spawn(name, args, {
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
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT' || options.package === undefined) return reject(error)
      reject(
        new Error(
          `${name} isn’t installed. Install it (on Debian: apt-get install ${options.package}), then try again.`,
        ),
      )
    })
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(Buffer.concat(out))
      const why = Buffer.concat(err).toString('utf8').trim()
      reject(new Error(`${name} ${args.join(' ').slice(0, 200)} ended with ${code ?? signal}: ${why}`))
    })
  })
}
