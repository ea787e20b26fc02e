import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'

/** One of the words that may follow `slipway`. */
export type Command = {
  /** One line, for the list of commands. */
  summary: string
  /** What `slipway <command> --help` prints. */
  help: string
  /** Does it; gives the exit code. @throws UsageError, SlipwayError */
  run(args: readonly string[]): Promise<number>
}

/** A command line that can’t be understood. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** Reads a command’s options, and no word besides. @throws UsageError naming the word that is wrong */
export function readOptions<T extends ParseArgsOptionsConfig>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    // Node adds advice about positional arguments, of which there are none.
    throw new UsageError(`${error.message.split(/\. (?:To|This)/)[0]?.replace(/\.?$/, '.')}`)
  }
}
