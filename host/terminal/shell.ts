import { SlipwayError } from '../errors.ts'
import type { Line } from './line.ts'
import type { Failure } from './started.ts'

/** What is tried, the best first. */
export const SHELLS = ['bash', 'sh', 'ash'] as const

/** Opens the first shell that the image has. @throws SlipwayError NO_SHELL, or why a shell that is there does not start */
export async function openShell(
  name: string,
  open: (words: readonly string[]) => Promise<Line | Failure>,
): Promise<Line> {
  for (const shell of SHELLS) {
    const result = await attempt(() => open([shell]))
    if (!('failed' in result)) return result
    if (!isMissing(result, shell)) throw notStarted(name, [shell], result)
  }
  throw new SlipwayError('NO_SHELL', {
    what: `“${name}” has no shell.`,
    why: `Its image has none of ${SHELLS.join(', ')}: images made for one program often leave them out.`,
    next: 'Open a terminal with a program that the image does have, or look into the container with Logs and Inspect.',
  })
}

/** Opens a process with the words given. @throws SlipwayError with the engine's own reason when it does not start */
export async function openWords(
  name: string,
  words: readonly string[],
  open: (words: readonly string[]) => Promise<Line | Failure>,
): Promise<Line> {
  const result = await attempt(() => open(words))
  if ('failed' in result) throw notStarted(name, words, result)
  return result
}

/** Some engines answer a failed start with an error instead of telling it in the stream. */
async function attempt(open: () => Promise<Line | Failure>): Promise<Line | Failure> {
  try {
    return await open()
  } catch (error) {
    if (error instanceof SlipwayError && error.code === 'ENGINE_ERROR') {
      return { failed: error.problem.why, exitCode: undefined }
    }
    throw error
  }
}

const NOT_THERE = /executable file\b.*\bnot found|exec: "[^"]*": (stat [^:]*: )?no such file or directory/is
const ELSEWHERE = /chdir|\bcwd\b|working dir/i

/** True only for a program that is not there: a missing folder or user has the same code and similar words. */
export function isMissing({ failed, exitCode }: Failure, program: string): boolean {
  const code = exitCode === undefined || exitCode === 126 || exitCode === 127
  return code && NOT_THERE.test(failed) && !ELSEWHERE.test(failed) && failed.includes(program)
}

function notStarted(name: string, words: readonly string[], failure: Failure): SlipwayError {
  const program = words[0] ?? ''
  const next = isMissing(failure, program)
    ? 'Check the spelling, or give the whole path. What a shell does (pipes, variables) needs a shell: `sh -c …`.'
    : ELSEWHERE.test(failure.failed)
      ? 'Check the working folder.'
      : /user|group|passwd/i.test(failure.failed)
        ? 'Check the user.'
        : 'Correct what it names, then try again.'
  return new SlipwayError('INVALID', {
    what: `“${program}” can’t be started in “${name}”.`,
    why: failure.failed || `The engine gives no reason but the code ${failure.exitCode ?? 'unknown'}.`,
    next,
  })
}
