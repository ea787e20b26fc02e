import { homedir } from 'node:os'
import { commandLine } from '../../contract/shell.ts'
import { type Explained, explainCommandLine } from '../run/index.ts'
import { type Command, UsageError } from './command.ts'
import { plain } from './say.ts'

const help = `Usage: slipway explain [options] 'docker run …'

Says word by word what a docker command does. Nothing is run.
Ends with 1 when something in it is wrong.

  --engine ADDRESS    for this engine: its API version, and whether it has the image
  --json              print {"requests","unknown","questions","problems","command","words"} instead
`

export const explainCommand: Command = {
  summary: 'say what a docker command does',
  help,
  run: (args) => explain([...args]),
}

/** `slipway explain`: prints what the command in `words` means; gives the exit code. @throws UsageError, SlipwayError */
export async function explain(words: string[]): Promise<number> {
  const { text, json, engine, wantsHelp } = read(words)
  if (wantsHelp) {
    process.stdout.write(help)
    return 0
  }
  if (text === undefined) throw new UsageError('There is no command to explain.')
  const explained = await explainCommandLine(text, {
    environment: process.env,
    folder: process.cwd(),
    home: homedir(),
    ...(engine !== undefined && { engine }),
  })
  process.stdout.write(json ? `${JSON.stringify(explained)}\n` : plain(prose(explained)))
  return explained.problems.length > 0 ? 1 : 0
}

type Given = { text?: string; json: boolean; engine?: string; wantsHelp: boolean }

/** Our options stand before the command, or after it where the command is one word of the shell. */
function read(words: string[]): Given {
  const given: Given = { json: false, wantsHelp: false }
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === '--json') given.json = true
    else if (word === '--help' || word === '-h') given.wantsHelp = true
    else if (word === '--engine' || word.startsWith('--engine=')) {
      const value = word === '--engine' ? words[++at] : word.slice('--engine='.length)
      if (!value) throw new UsageError('--engine has no address.')
      given.engine = value
    } else if (given.text !== undefined || (word.startsWith('-') && word !== '--')) {
      throw new UsageError(`“${word}” is not an option of explain.`)
    } else if (/\s/.test(word)) given.text = word
    else {
      const rest = words.slice(word === '--' ? at + 1 : at)
      const [only = ''] = rest
      return { ...given, text: rest.length === 1 ? only : commandLine(rest) }
    }
  }
  return given
}

function prose({ words, problems, questions, requests, ifImageMissing, command }: Explained): string {
  const width = Math.min(36, Math.max(0, ...words.map(({ text }) => text.length)))
  const lines = words.map(({ text, role, about }) => {
    const meaning = role === 'not taken' || role === 'not understood' ? `(${role}) ${about}` : about
    return `  ${text.replaceAll('\n', ' ').padEnd(width)}  ${meaning}`
  })
  const section = (title: string, list: string[]) =>
    list.length > 0 ? ['', title, ...list.map((line) => `  ${line}`)] : []
  return `${[
    ...lines,
    ...section(
      'Wrong:',
      problems.map(({ text, what, next }) => `${text && `${text}: `}${what} ${next}`),
    ),
    ...section(
      'Asked:',
      questions.map(({ what, suggestion }) => `${what}${suggestion === undefined ? '' : ` Here: ${suggestion}`}`),
    ),
    ...section(
      'Sent to the engine:',
      requests.map((request) => requestLine(request)),
    ),
    ...section('If the image is not there yet, before that:', ifImageMissing.map(requestLine)),
    ...section('The same, written plainly:', command === undefined ? [] : [command]),
  ].join('\n')}\n`
}

function requestLine({ method, path, query }: Explained['requests'][number]): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    for (const one of typeof value === 'string' ? [value] : value) search.append(key, one)
  }
  return `${method} ${path}${search.size > 0 ? `?${search}` : ''}`
}
