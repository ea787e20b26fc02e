import type { ErrorCode, Problem } from '../../contract/index.ts'
import { SlipwayError } from '../errors.ts'

const AGAIN = 'Correct the Dockerfile, then build again: what went well is taken from the cache.'

const REASONS: readonly (readonly [RegExp, ErrorCode, string, string])[] = [
  [
    /no space left on device|disk quota exceeded/i,
    'DISK_FULL',
    'The engine’s disk is full.',
    'Remove images, containers or build cache that are not needed, then build again.',
  ],
  [
    /pull access denied|unauthorized|authentication required|\b401\b|\b403\b|denied: requested access/i,
    'UNAUTHORIZED',
    'A base image could not be had.',
    'Check its name. If it is private, sign in to its registry.',
  ],
  [
    /subdir not supported/i,
    'UNSUPPORTED',
    'The engine can’t build a folder of a repository.',
    'Take the folder out of the address, and name the Dockerfile in it; or clone it, then choose its folder here.',
  ],
  [
    /repository does not contain ref/i,
    'NOT_FOUND',
    'The repository has no such branch.',
    'Name one behind the address, as in #main. Some engines take master where none is named.',
  ],
  [
    /toomanyrequests|rate limit/i,
    'UNAUTHORIZED',
    'A base image could not be had.',
    'Its registry counts pulls: sign in to it, or wait.',
  ],
  [
    /manifest (?:for .* )?(?:unknown|not found)|: not found$|repository does not exist/i,
    'NOT_FOUND',
    'The build needs something that is not there.',
    'Check the spelling of what it names.',
  ],
  [/parse error|unknown instruction|dockerfile syntax/i, 'INVALID', 'The Dockerfile can’t be read.', AGAIN],
  [
    /target stage .* could not be found|failed to reach build target/i,
    'NOT_FOUND',
    'There is no such stage.',
    'Choose another target.',
  ],
  [
    /returned a non-zero code|did not complete successfully|executor failed running|exit code/i,
    'ENGINE_ERROR',
    'A step of the build failed.',
    `Its log says why. ${AGAIN}`,
  ],
]

/** What a builder’s complaint means for a person; `step` is the instruction it came from. */
export function buildProblem(why: string, step: string | undefined): SlipwayError {
  const [, code, what, next] = REASONS.find(([words]) => words.test(why)) ?? []
  const problem: Problem = {
    what: what ?? 'The build failed.',
    why: step === undefined || why.includes(step) ? why : `${step}\n${why}`,
    next: next ?? AGAIN,
  }
  return new SlipwayError(code ?? 'ENGINE_ERROR', problem)
}

/** What an engine answered in the place of building, in the words of a build. */
export function refusal(error: unknown): unknown {
  if (!(error instanceof SlipwayError) || (error.code !== 'INVALID' && error.code !== 'ENGINE_ERROR')) return error
  return error.cause === undefined ? buildProblem(error.problem.why, undefined) : error
}
