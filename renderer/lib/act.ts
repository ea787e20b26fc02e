import type { Outcome, Problem } from '../../contract/index.ts'
import { asProblem, isAbort } from './problem.ts'
import { settings } from './settings.ts'
import { toastDone, toastProblem, toasts } from './toasts.ts'

export type Action<T> = {
  /** What is under way: “Stopping web”. */
  doing: string
  /** What was done, when all went well: “Stopped web”. */
  done: string
  /** What failed, as a sentence: “web could not be stopped.” */
  failed: string
  run: (signal: AbortSignal) => Promise<T>
  /** How to take back what was done, where that can be. */
  undo?: (answer: T) => (() => void) | undefined
}

type Answer = { command: string } & Partial<Pick<Outcome, 'done' | 'failed'>>

/** After this an action shows that it is under way, and can be cancelled. Milliseconds. */
const SLOW = 500
/** More failures than this are counted instead of named. */
const NAMED = 5

/**
 * Runs an action and says in a toast how it went, with the docker command that does the same.
 * Gives the answer, or undefined when it failed as a whole or was cancelled; the person was told already.
 */
export async function act<T extends Answer>(action: Action<T>): Promise<T | undefined> {
  const abort = new AbortController()
  let running: string | undefined
  const slow = setTimeout(() => {
    running = toasts.add({
      title: action.doing,
      timeout: 0,
      data: { kind: 'running', cancel: () => abort.abort() },
    })
  }, SLOW)
  try {
    const answer = await action.run(abort.signal)
    const command = settings.get().showCommands ? answer.command : undefined
    const problem = whatFailed(answer, action.failed)
    if (problem) toastProblem(problem, command)
    else toastDone(action.done, command, action.undo?.(answer))
    return answer
  } catch (error) {
    if (abort.signal.aborted && isAbort(error)) toastDone(`Cancelled: ${action.doing}`)
    else toastProblem(about(action.failed, asProblem(error, action.failed)))
    return undefined
  } finally {
    clearTimeout(slow)
    if (running !== undefined) toasts.close(running)
  }
}

function whatFailed({ done = [], failed = [] }: Answer, what: string): Problem | undefined {
  const [first] = failed
  if (!first) return undefined
  if (failed.length === 1 && done.length === 0) return about(what, first.problem)
  const named = failed.slice(0, NAMED).map(({ name, problem }) => `${name}: ${problem.why}`)
  if (failed.length > NAMED) named.push(`and ${failed.length - NAMED} more`)
  return {
    what: `${failed.length} of ${failed.length + done.length}: ${what}`,
    why: named.join('\n'),
    next: first.problem.next,
  }
}

/** The problem under what the person wanted: the engine’s own words do not say which action of which thing it was. */
function about(what: string, problem: Problem): Problem {
  return problem.what === what ? problem : { ...problem, what, why: `${problem.what} ${problem.why}` }
}
