import type { Action } from '../../contract/action.ts'
import type { Build } from '../../contract/build.ts'
import { isAddress } from '../../contract/build-context.ts'
import type { CommandQuestion, Reading } from '../../contract/command.ts'
import type { Run } from '../../contract/run.ts'
import { imageSetOf } from './actions/image-set.ts'
import { commandNames, commandOf } from './actions/index.ts'
import { networkSetOf } from './actions/network-set.ts'
import { pageCommands, pageOf } from './actions/pages.ts'
import { readAction } from './actions/read-action.ts'
import { setOf } from './actions/set.ts'
import { spellAction } from './actions/spell-action.ts'
import { volumeSetOf } from './actions/volume-set.ts'
import { clashes } from './body/clashes.ts'
import { lacking } from './body/support.ts'
import { onlyOutput } from './build/output.ts'
import { isRelative } from './build/read.ts'
import { FlagNames } from './flags/parse.ts'
import { readGlobals } from './globals.ts'
import { Notes } from './notes.ts'
import { readRun } from './read-run.ts'
import { relativePaths, startingFrom } from './relative.ts'
import { type Redirected, type SimpleCommand, splitCommands } from './shell/commands.ts'
import { flavourOf } from './shell/flavour.ts'
import { lex } from './shell/lex.ts'
import { type Program, programOf } from './shell/program.ts'
import type { WordToken } from './shell/token.ts'
import { resolve, type Surroundings, type Word } from './shell/word.ts'

export type UnderstandOptions = Surroundings & {
  /** The engine it is meant for: what that one can't do is a problem, too. */
  engine?: { apiVersion: string; os?: string }
}

/** A reading, and what only the host needs of it. */
export type Understood = Reading & {
  /** `NAME=value` before the command. */
  environment: Record<string, string>
}

const LONGEST = 200_000

/**
 * Reads a docker command line as a POSIX shell and the docker CLI would. Nothing is run and nothing looked up.
 * Every word of the text is in the answer, with its meaning or as one that is not taken.
 */
export function understand(text: string, options: UnderstandOptions = {}): Understood {
  const notes = new Notes(text)
  if (text.length > LONGEST) {
    notes.problem(
      { start: LONGEST, end: text.length },
      'This text is too long for a command.',
      'Paste one command alone.',
    )
    return answer(notes, undefined, {})
  }
  const { tokens, problems } = lex(text, flavourOf(text))
  for (const { start, end, what, next } of problems) notes.problem({ start, end }, what, next)
  const { commands, aside } = splitCommands(tokens, text)
  notes.words.push(...aside)
  const words = (list: WordToken[]) =>
    list.flatMap((token) => {
      const resolved = resolve(token, text, options)
      if (resolved.length === 0) notes.explain(token, 'not taken', 'is empty: a shell passes nothing on')
      return resolved
    })
  const found = commands.map((command) => ({ command, program: programOf(words(command.words), text) }))
  const at = found.findIndex(({ program }) => program !== undefined)
  const piped = pipedTargets(found, at, text, options)
  const chosen = piped?.program ?? found[at]?.program
  for (const { command } of found) {
    if (command === found[at]?.command || command === piped?.command) continue
    for (const word of command.words) notes.explain(word, 'not taken', 'another command: it is not run')
  }
  if (!chosen) {
    const first = commands[0]?.words[0] ?? { start: 0, end: text.length }
    notes.problem(first, 'This is not a docker command.', 'Begin with docker, as in docker run nginx:alpine.')
    return answer(notes, undefined, {})
  }
  if (isLogin(chosen)) hideSecrets(notes, found, at, aside)
  if (piped) for (const word of piped.explained) notes.explain(word, 'target', 'what it works on')
  return read(chosen, piped ? {} : (found[at]?.command ?? {}), notes, options)
}

type Redirections = Pick<SimpleCommand, 'input' | 'output'>

function read(program: Program, redirections: Redirections, notes: Notes, options: UnderstandOptions): Understood {
  notes.take(program.explained)
  const { rest, engine } = readGlobals(program, notes)
  const [first, second] = rest
  if (!first) {
    if (notes.problems.length === 0) {
      const [{ start, end } = { start: 0, end: 0 }] = program.explained.slice(-1)
      notes.problem({ start, end }, 'No command is named.', 'Write one, as in docker run nginx:alpine or docker ps.')
    }
    return answer(notes, undefined, program.environment, engine)
  }
  const nested =
    second !== undefined && (first.value === 'container' || commandOf(`${first.value} ${second.value}`) !== undefined)
  const name = nested ? `${first.value} ${second.value}` : first.value
  const nameWord = nested ? second : first
  const after = rest.slice(nested ? 2 : 1)
  const verb = /^(?:container )?(run|create)$/.exec(name)?.[1]
  const command = commandOf(name)
  let action: Action | undefined
  if (verb === 'run' || verb === 'create') {
    explainName(
      nested ? [first, nameWord] : [nameWord],
      verb === 'run' ? 'creates a container and starts it' : 'creates a container',
      notes,
    )
    action = readCreate(verb, after, nameWord, notes, options)
  } else if (command) {
    explainName(nested ? [first, nameWord] : [nameWord], command.spec.about, notes)
    action = readAction(command, after, nameWord, options, notes)
  } else action = readOther(rest, notes)
  if (action?.kind === 'build') action = { ...action, build: withBuilder(action.build, program.environment) }
  if (action) refuseShell(rest, notes, options)
  if (action) action = redirected(action, redirections, notes, options)
  const open = rest.flatMap((word) => word.open)
  notes.questions.push(...folderQuestions(action, rest, options, notes), ...open)
  return answer(notes, action, program.environment, engine)
}

/** `docker export web > web.tar` writes a file as `-o` does, `docker load < a.tar` reads one as `-i` does. */
function redirected(action: Action, { input, output }: Redirections, notes: Notes, options: Surroundings): Action {
  const taken = (from: Redirected | undefined, about: string) => from && fileOf(from, about, notes, options)
  if ((action.kind === 'export' || action.kind === 'save') && action.output === undefined) {
    const file = taken(output, 'the file it is written to')
    return file === undefined ? action : { ...action, output: file }
  }
  if (action.kind === 'load' && action.input === undefined) {
    const file = taken(input, 'the file it is read from')
    return file === undefined ? action : { ...action, input: file }
  }
  if (action.kind === 'import' && action.source === '-') {
    const file = taken(input, 'the file it is read from')
    return file === undefined ? action : { ...action, source: file }
  }
  return action
}

/** The file of a redirection that is taken; undefined where it is not one word. */
function fileOf({ file, start, end }: Redirected, about: string, notes: Notes, options: Surroundings) {
  const [word, second] = resolve(file, notes.text, options)
  if (!word || second || word.commands.length > 0) return undefined
  const said = notes.words.find((one) => one.start === start && one.end === end)
  if (said) Object.assign(said, { role: 'value', about })
  notes.questions.push(...word.open)
  return word.value
}

function explainName(words: Word[], about: string, notes: Notes): void {
  for (const [index, word] of words.entries()) {
    const group = `what is done with ${word.value}s`
    notes.explain(word, 'command', index === words.length - 1 ? about : group)
  }
}

function readCreate(
  verb: Run['verb'],
  words: Word[],
  nameWord: Word,
  notes: Notes,
  options: UnderstandOptions,
): Action | undefined {
  const { run, origins, help } = readRun(verb, words, nameWord, notes)
  if (help) return { kind: 'help', of: verb }
  if (!run) return undefined
  const wordOf = (flags: readonly string[]) => flags.map((flag) => origins.get(flag)?.at(-1)).find(Boolean) ?? nameWord
  for (const { flags, what } of clashes(run)) {
    notes.problem(wordOf(flags), what, 'Leave one of them out, or change it.', flags[0])
  }
  for (const { flag, what } of options.engine ? lacking(run, options.engine) : []) {
    notes.problem(wordOf([flag]), what, 'Leave it out, or use a newer engine.', flag)
  }
  const folder = options.answers?.folder
  return { kind: 'run', run: folder === undefined ? run : startingFrom(run, folder) }
}

function readOther(rest: Word[], notes: Notes): Action | undefined {
  const [first, second] = rest
  if (!first) return undefined
  const page = pageOf(first.value, second?.value ?? '')
  if (page && first.value !== 'container') {
    notes.explain(first, 'command', `has its place on the page “${page}”`)
    for (const word of rest.slice(1)) notes.explain(word, 'not taken', `to be chosen on the page “${page}”`)
    return { kind: 'open', page }
  }
  const wanted = first.value === 'container' && second ? `container ${second.value}` : first.value
  const near = nearest(wanted)
  const next = near === undefined ? 'Look for it in the menus, or see docker --help.' : `Did you mean docker ${near}?`
  const word = first.value === 'container' && second ? second : first
  notes.problem(word, `There is no docker command “${wanted}”.`, next)
  for (const other of rest) notes.explain(other, 'not understood', other === word ? 'no command of docker' : 'not read')
  return undefined
}

const known = new FlagNames([...commandNames, ...pageCommands].map((name) => ({ name, alone: true })))
const nearest = (name: string) => known.nearest(name)

/** `$(…)` that is no list of containers is named as what it is: never run. */
function refuseShell(words: Word[], notes: Notes, options: Surroundings): void {
  for (const word of words) {
    for (const { source, name } of word.commands) {
      if (
        isSet(name, options) &&
        word.value === source &&
        notes.words.some(({ start, role }) => start === word.start && role === 'target')
      ) {
        continue
      }
      if (notes.problems.some(({ start }) => start === word.start)) continue
      notes.problem(word, `${source} is not run here.`, 'Run it yourself, and put in what it prints.')
    }
  }
}

/** A list of containers, images or volumes, which is looked up and not run. */
const isSet = (text: string, options: Surroundings): boolean =>
  [setOf, imageSetOf, networkSetOf, volumeSetOf].some((read) => read(text, options) !== undefined)

/** A path such as `./data`, or a file such as `.env`, starts from a folder that only the person knows. */
function folderQuestions(
  action: Action | undefined,
  words: Word[],
  options: UnderstandOptions,
  notes: Notes,
): CommandQuestion[] {
  if (!action || options.answers?.folder !== undefined) return []
  const relative = relativeOf(action)[0]
  const word = relative === undefined ? undefined : words.find(({ value }) => value.includes(relative))
  // A question about this word asks for the folder already.
  if (!word || word.open.length > 0) return []
  return [
    {
      start: word.start,
      end: word.end,
      text: notes.text.slice(word.start, word.end),
      key: 'folder',
      kind: 'folder',
      what: `From which folder does ${relative} start?`,
      ...(options.folder !== undefined && { suggestion: options.folder }),
    },
  ]
}

/** Paths that start from the folder of the shell. */
function relativeOf(action: Action): string[] {
  if (action.kind === 'run') return relativePaths(action.run).map(({ path }) => path)
  if (action.kind !== 'build') return []
  const { context, file, secrets, more } = action.build
  const remote = isAddress(context)
  const own = remote ? [] : [context, file]
  const output = onlyOutput(more.output ?? [])?.dest
  return [...own, ...secrets.map((secret) => secret.file), output].filter(
    (path): path is string => path !== undefined && isRelative(path),
  )
}

/** The builder that the environment of a command asks for. */
function withBuilder(build: Build, { DOCKER_BUILDKIT: asked }: Record<string, string>): Build {
  if (asked === undefined || asked === '') return build
  return { ...build, builder: /^(?:0|f|false)$/i.test(asked) ? 'classic' : 'buildkit' }
}

function answer(
  notes: Notes,
  action: Action | undefined,
  environment: Record<string, string>,
  engine?: string,
): Understood {
  return {
    words: notes.words.toSorted((left, right) => left.start - right.start || left.end - right.end),
    problems: notes.problems,
    questions: notes.questions,
    ...(action && { action }),
    // With a gap in it, it would be no command that can be run.
    ...(action && notes.questions.length === 0 && { command: spellAction(action) }),
    ...(engine !== undefined && { engine }),
    environment,
  }
}

type Found = {
  command: SimpleCommand
  program: Program | undefined
}

/** Whether a command has to do with a password. */
const isLogin = ({ rest }: Program): boolean => rest.some(({ value }) => value === 'login')

/**
 * Keeps a password that stands on the line out of what is said of it: given to the command, piped into it from another,
 * read from a text on the line, or set as a variable.
 */
function hideSecrets(
  notes: Notes,
  found: readonly Found[],
  at: number,
  aside: readonly { start: number; end: number }[],
): void {
  const words = found[at]?.command.words ?? []
  for (const [index, { start, end }] of words.entries()) {
    const text = notes.text.slice(start, end)
    const given = /^(?:--password=|-p=?)(.+)$/s.exec(text)?.[1]
    if (given !== undefined) notes.hide({ start, end }, given)
    else if (text === '--password' || text === '-p') notes.hide(words[index + 1] ?? { start, end })
    else if (/^[A-Za-z_]\w*=/.test(text)) notes.hide({ start, end }, text.slice(text.indexOf('=') + 1))
  }
  const textOf = ({ start, end }: { start: number; end: number }) => notes.text.slice(start, end)
  // What follows a here-document is its text, however much it looks like commands.
  const document = aside.some((part) => /^\d*<<(?!<)/.test(textOf(part)))
  for (const [index, { command }] of found.entries()) {
    if (index !== at) for (const word of command.words.slice(document && index > at ? 0 : 1)) notes.hide(word)
  }
  for (const part of aside) if (/^\d*<</.test(textOf(part))) notes.hide(part)
}

/** `docker ps -q | xargs docker stop`: the targets come from the command before. */
function pipedTargets(found: Found[], at: number, text: string, options: Surroundings) {
  const [source, xargs] = [found[at], found[at + 1]]
  if (!source?.program || xargs?.command.after !== '|') return undefined
  const [first, ...words] = xargs.command.words.flatMap((token) => resolve(token, text, options))
  if (first?.value !== 'xargs' || !isSet(text.slice(source.command.start, source.command.end), options))
    return undefined
  const skip = words.findIndex(({ value }) => !/^(?:-r|-n|-n?\d+|--no-run-if-empty)$/.test(value))
  const program = skip < 0 ? undefined : programOf(words.slice(skip), text)
  if (!program) return undefined
  const { start, end } = source.command
  const name = text.slice(start, end)
  const target: Word = {
    start,
    end,
    value: `$(${name})`,
    open: [],
    commands: [{ kind: 'command', name, source: `$(${name})` }],
  }
  return {
    command: xargs.command,
    explained: [first, ...words.slice(0, skip)],
    program: { ...program, rest: [...program.rest, target] },
  }
}
