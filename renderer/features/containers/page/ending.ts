import type { ContainerDetail } from '../../../../contract/index.ts'

type Ended = Pick<ContainerDetail, 'state' | 'exitCode' | 'outOfMemory' | 'error'>

/** What the exit codes say that mean the same whatever runs. */
const CODES: ReadonlyMap<number, string> = new Map([
  [125, 'The engine could not run it.'],
  [126, 'Its command was found but could not be run: it is no program, or lacks the permission.'],
  [127, 'Its command was not found in the image.'],
  [134, 'It aborted itself (SIGABRT).'],
  [137, 'It was killed (SIGKILL): by a person, by a stop that took too long, or for lack of memory.'],
  [139, 'It crashed: it reached for memory that is not its own (SIGSEGV).'],
  [143, 'It was told to stop (SIGTERM).'],
])

const ownCode = (exitCode: number) => `It ended with exit code ${exitCode}, which its own program chose.`

/** Why a container ended badly, in a sentence; undefined for one that did not. */
export function ending({ state, exitCode, outOfMemory, error }: Ended): string | undefined {
  if (state !== 'exited' && state !== 'dead' && state !== 'created') return undefined
  if (outOfMemory) return 'It used more memory than it may and was killed for it.'
  if (error !== '') return error
  if (exitCode === 0) return undefined
  return CODES.get(exitCode) ?? ownCode(exitCode)
}

/** A container that ran no longer than this ended early, in milliseconds. */
const EARLY = 3_000

type Ran = Ended & Pick<ContainerDetail, 'started' | 'finished' | 'tty' | 'entrypoint' | 'command'>

/** Why a container ended within three seconds of its start; undefined for one that did not. */
export function earlyEnding(detail: Ran): string | undefined {
  const { state, started, finished, exitCode, tty, entrypoint, command } = detail
  if ((state !== 'exited' && state !== 'dead') || started === undefined || finished === undefined) return undefined
  // The engine writes down the start once it has heard of it: one that ends at once may have ended before.
  const ran = Math.max(0, finished - started)
  if (ran > EARLY) return undefined
  const when = ran < 100 ? 'at once' : `after ${(ran / 1_000).toFixed(1)} s`
  const said = `It ended ${when} with exit code ${exitCode}.`
  const why = ending(detail)
  if (why === ownCode(exitCode)) return `${said.slice(0, -1)}, which its own program chose.`
  if (why !== undefined) return `${said} ${why}`
  const [program = ''] = [...entrypoint, ...command]
  const shell = [...entrypoint, ...command].length === 1 && /(?:^|\/)(?:ba|da|a|z)?sh$/.test(program)
  if (shell && !tty)
    return `${said} A shell with nobody to type into it has nothing to do: run it with an interactive terminal.`
  return `${said} Its command was done.`
}
