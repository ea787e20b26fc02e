import type { Action } from '../../contract/action.ts'
import type { CommandProblem, CommandQuestion, ExplainedWord } from '../../contract/command.ts'
import { EngineClient, handshake, parseEndpoint } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'
import type { RunContext } from './body/context.ts'
import { readFiles } from './body/files.ts'
import type { EngineRequest } from './engine-request.ts'
import { Conflict, Misfit } from './misfit.ts'
import { pullRequest, requestsOf } from './requests.ts'
import { proxiesFor } from './surroundings.ts'
import { understand } from './understand.ts'

/** The newest API version whose requests are known here. */
const NEWEST = '1.50'

export type Explained = {
  /** What would be sent, in order. None while something is wrong, or a question has no suggestion. */
  requests: EngineRequest[]
  /** What would be sent before, if the engine has not got the image; known, and so above, where the engine was asked. */
  ifImageMissing: EngineRequest[]
  /** The words that are not taken, or not understood. */
  unknown: string[]
  questions: CommandQuestion[]
  problems: CommandProblem[]
  command?: string
  words: ExplainedWord[]
}

export type ExplainOptions = {
  environment: Record<string, string | undefined>
  folder: string
  home: string
  /** The address of an engine to ask for its version and its images. */
  engine?: string
}

/** What a command line means, and the requests it comes to. Nothing is changed. @throws SlipwayError for the engine */
export async function explainCommandLine(text: string, options: ExplainOptions): Promise<Explained> {
  const client = options.engine === undefined ? undefined : new EngineClient(parseEndpoint(options.engine))
  try {
    if (client) await handshake(client)
    return await explainFor(text, options, client)
  } finally {
    client?.close()
  }
}

async function explainFor(text: string, options: ExplainOptions, client: EngineClient | undefined): Promise<Explained> {
  const { environment, folder, home } = options
  const around = { variables: environment, folder, home, ...(client && { engine: { apiVersion: client.apiVersion } }) }
  const { words, problems, questions } = understand(text, around)
  const answers: Record<string, string> = {}
  for (const { key, suggestion } of questions) if (suggestion !== undefined) answers[key] = suggestion
  const filled = understand(text, { ...around, answers })
  const explained: Explained = {
    requests: [],
    ifImageMissing: [],
    unknown: words.flatMap(({ role, text: word }) => (role === 'not taken' || role === 'not understood' ? [word] : [])),
    questions,
    problems: problems.length > 0 ? problems : filled.problems,
    ...(filled.command !== undefined && { command: filled.command }),
    words,
  }
  if (!filled.action || filled.questions.length > 0 || explained.problems.length > 0) return explained
  try {
    const context = await contextOf(filled.action, { ...environment, ...filled.environment }, options, client)
    const requests = requestsOf(filled.action, context)
    return { ...explained, ...(await withPull(filled.action, requests, client)) }
  } catch (error) {
    if (!(error instanceof Misfit)) throw error
    const flag = error instanceof Conflict ? error.flags[0] : undefined
    const problem = { start: 0, end: text.length, text: '', what: error.message, next: 'Correct it, then try again.' }
    return { ...explained, problems: [{ ...problem, ...(flag !== undefined && { flag }) }] }
  }
}

async function contextOf(
  action: Action,
  environment: Record<string, string | undefined>,
  { folder, engine }: ExplainOptions,
  client: EngineClient | undefined,
): Promise<RunContext> {
  const address = engine ?? environment.DOCKER_HOST ?? 'unix:///var/run/docker.sock'
  return {
    apiVersion: client?.apiVersion ?? NEWEST,
    folder,
    environment,
    files: action.kind === 'run' ? await readFiles(action.run, folder) : new Map(),
    proxies: await proxiesFor(address),
    address,
  }
}

/** Where the image has to be pulled first, and the engine can be asked whether it is there. */
async function withPull(action: Action, requests: EngineRequest[], client: EngineClient | undefined) {
  if (action.kind !== 'run' || (action.run.pull ?? 'missing') !== 'missing') return { requests }
  const pull = pullRequest(action.run)
  if (!pull) return { requests }
  if (!client) return { requests, ifImageMissing: [pull] }
  try {
    await client.text('GET', `/images/${encodeURIComponent(action.run.image)}/json`)
    return { requests }
  } catch (error) {
    if (error instanceof SlipwayError && error.code === 'NOT_FOUND') return { requests: [pull, ...requests] }
    throw error
  }
}
