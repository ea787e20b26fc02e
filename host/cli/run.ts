import { join } from 'node:path'
import { SlipwayError } from '../errors.ts'
import { createLog, LOG_NAME, stateFolder } from '../log.ts'
import { type Command, UsageError } from './command.ts'
import { doctorCommand } from './doctor.ts'
import { explainCommand } from './explain.ts'
import { plain, problemLines } from './say.ts'
import { serveCommand } from './serve.ts'
import { version } from './version.ts'
import { vmCommand } from './vm/command.ts'
import { keepVmCommand } from './vm/keep.ts'

const commands = new Map<string, Command>([
  ['serve', serveCommand],
  ['vm', vmCommand],
  ['doctor', doctorCommand],
  ['explain', explainCommand],
])

/** What no person types: not in the list. */
const inner = new Map<string, Command>([['keep-vm', keepVmCommand]])

const help = `Usage: slipway <command> [options]

${[...commands].map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`).join('\n')}

  --help      this text, or a command’s own after its name
  --version   the version

The environment variable SLIPWAY_STATE names the folder for settings and log instead of ~/.slipway.
`

/**
 * Runs the command line; gives the exit code: 0 when it worked, 1 when it failed, 2 when it was not understood.
 * What went wrong is said on stderr.
 */
export async function run(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args
  if (name === '--help' || name === '-h' || name === 'help') return print(process.stdout, help, 0)
  if (name === '--version') return print(process.stdout, `${version()}\n`, 0)
  if (name === undefined) return print(process.stderr, help, 2)
  const command = commands.get(name) ?? inner.get(name)
  const hint = `\`slipway ${command ? `${name} ` : ''}--help\` shows what there is.`
  if (!command) return print(process.stderr, `There is no command “${plain(name)}”. ${hint}\n`, 2)
  try {
    return await command.run(rest)
  } catch (error) {
    if (error instanceof UsageError) return print(process.stderr, `${plain(error.message)} ${hint}\n`, 2)
    if (error instanceof SlipwayError) {
      return print(process.stderr, `${problemLines(error.problem)}\n`, error.code === 'INVALID' ? 2 : 1)
    }
    return print(process.stderr, `Slipway failed, which is a fault of its own. ${written(error)}\n`, 1)
  }
}

/** Puts what nobody foresaw into the log; gives where it is, or else what it was. */
function written(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  try {
    const folder = stateFolder()
    createLog(folder).fatal({ err: error }, 'a command failed')
    return plain(`${message}\n  Next: please report it with the end of ${join(folder, LOG_NAME)}.`)
  } catch {
    return plain(message)
  }
}

function print(to: NodeJS.WriteStream, text: string, code: number): number {
  to.write(text)
  return code
}
