import { program } from '../../scripts/vm-image/program.ts'

export type RunOptions = { env?: NodeJS.ProcessEnv; cwd?: string; input?: string | Buffer }

/**
 * Runs a program to its end and gives what it wrote on stdout, less the last newline.
 * @throws Error with what it wrote on stderr when it can't be started or ends with another code than 0
 */
export async function run(name: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { input, ...rest } = options
  const out = await program(name, args, { ...rest, ...(input !== undefined && { input: Buffer.from(input) }) })
  return out.toString('utf8').replace(/\n$/, '')
}
