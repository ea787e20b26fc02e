import type { ImageLayer } from '../../../../contract/index.ts'

const KEYWORDS =
  /^(?:ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)\b/
const SHELL = /^(?:\/bin\/(?:ba)?sh -e?c|cmd \/S \/C|powershell -Command)\s+/
/** Longer commands are shown in several lines. */
const LONG = 72
/** What made a layer is cut off after so many characters, where it stands beside other things. */
const LONGEST_WORDS = 60

/** A step of an image’s making as a line of a Dockerfile says it. */
export type Instruction = { keyword: string; rest: string }

/** The instruction that made a step, out of what the builder wrote down. Undefined where it wrote nothing. */
export function instructionOf({ createdBy }: Pick<ImageLayer, 'createdBy'>): Instruction | undefined {
  const text = createdBy.replace(/\s+# buildkit\s*$/, '').trim()
  if (text === '') return undefined
  // The classic builder marks what runs nothing.
  const quiet = /^\/bin\/sh -c #\(nop\)\s*(.*)$/s.exec(text)?.[1]
  const said = quiet ?? text
  const keyword = KEYWORDS.exec(said)?.[0]
  if (keyword !== undefined && keyword !== 'RUN') return { keyword, rest: said.slice(keyword.length).trim() }
  return { keyword: 'RUN', rest: withoutShell(keyword === 'RUN' ? said.slice(3).trim() : said) }
}

/** Without the shell that ran it, and the build arguments that stand before that. */
function withoutShell(text: string): string {
  const after = /^\|\d+ (.*)$/s.exec(text)?.[1]
  if (after === undefined) return text.replace(SHELL, '').trim()
  const at = after.search(/(?:^|\s)(?:\/bin\/(?:ba)?sh -e?c|cmd \/S \/C)\s/)
  return at < 0 ? after : after.slice(at).trim().replace(SHELL, '').trim()
}

/** An instruction in one line. */
export function oneLine(instruction: Instruction): string {
  return `${instruction.keyword} ${instruction.rest.replace(/\s+/g, ' ')}`.trim()
}

/** The steps as a Dockerfile would say them, the first step first. */
export function dockerfileOf(layers: readonly ImageLayer[]): string {
  const lines = layers.flatMap((layer) => {
    const { comment } = layer
    const instruction = instructionOf(layer)
    if (!instruction) return [`# ${oneComment(comment) || 'A step that its builder says nothing about'}`]
    const note = /^(?:buildkit\.|$)/.test(comment) ? [] : [`# ${oneComment(comment)}`]
    return [...note, ...sourceNote(instruction), broken(instruction)]
  })
  return `${['# What the image’s history tells; the steps of its base image are spelled out.', 'FROM scratch', ...lines].join('\n')}\n`
}

const oneComment = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** The classic builder writes down a checksum in place of the source’s name. */
const SOURCE = /^(?:--\S+\s+)*(?:file|dir|multi):[0-9a-f]{64}/

function sourceNote({ keyword, rest }: Instruction): string[] {
  return (keyword === 'COPY' || keyword === 'ADD') && SOURCE.test(rest)
    ? ['# The source’s name was not kept, only its checksum.']
    : []
}

/** A long command in lines, cut where one of its commands ends and no quotes are open. */
function broken({ keyword, rest }: Instruction): string {
  if (keyword !== 'RUN' || rest.startsWith('[') || rest.startsWith('<<')) return `${keyword} ${rest}`.trim()
  if (rest.length <= LONG && !rest.includes('\n')) return `RUN ${rest}`
  return `RUN ${partsOf(rest).join(' \\\n    ')}`
}

function partsOf(text: string): string[] {
  const parts: string[] = []
  let part = ''
  let quote = ''
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? ''
    if (char === '\\' && quote !== "'") {
      part += char + (text[++at] ?? '')
      continue
    }
    if (quote === '' && (char === '"' || char === "'")) quote = char
    else if (char === quote) quote = ''
    const joint =
      quote === '' && part !== '' && /\s/.test(text[at - 1] ?? '')
        ? /^(?:&&|\|\||;)(?=\s)/.exec(text.slice(at, at + 3))
        : null
    if (joint) {
      parts.push(part.trim())
      part = ''
    }
    part += char
  }
  return [...parts, part.trim()].filter(Boolean)
}

/** What made a layer, in a few words. */
export function layerWords(steps: readonly ImageLayer[], layer: number): string {
  const step = steps.find((one) => one.layer === layer)
  const instruction = step && instructionOf(step)
  const words = instruction ? oneLine(instruction) : step?.comment || 'not said'
  return words.length > LONGEST_WORDS ? `${words.slice(0, LONGEST_WORDS - 1)}…` : words
}
