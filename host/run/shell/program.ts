import type { ExplainedWord } from '../../../contract/command.ts'
import type { Word } from './word.ts'

/** A command line without what stands before `docker`. */
export type Program = {
  name: string
  /** What follows the program's own name. */
  rest: Word[]
  /** `NAME=value` before it: the environment it is run with. */
  environment: Record<string, string>
  explained: ExplainedWord[]
}

const WRAPPERS: Record<string, { about: string; valued: RegExp }> = {
  sudo: { about: 'as root; the engine’s connection decides that here', valued: /^-[ugpCDRTh]$/ },
  doas: { about: 'as root; the engine’s connection decides that here', valued: /^-[uC]$/ },
  winpty: { about: 'a terminal for Windows; not needed here', valued: /^$/ },
  time: { about: 'measures the time; not taken', valued: /^-[fo]$/ },
  nohup: { about: 'outlives the shell; not needed here', valued: /^$/ },
  exec: { about: 'replaces the shell; not needed here', valued: /^-a$/ },
  command: { about: 'the program itself; not needed here', valued: /^$/ },
  env: { about: 'sets the environment', valued: /^-[uCS]$/ },
}
const ENGINES = new Set(['docker', 'podman', 'nerdctl'])

/** Finds `docker` behind `sudo`, assignments and the like. Undefined when it is another program. */
export function programOf(words: Word[], text: string): Program | undefined {
  const explained: ExplainedWord[] = []
  const environment: Record<string, string> = {}
  const note = (word: Word, role: ExplainedWord['role'], about: string) =>
    explained.push({ start: word.start, end: word.end, text: text.slice(word.start, word.end), role, about })
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    if (!word) break
    const [, key, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(word.value) ?? []
    if (key !== undefined && value !== undefined) {
      environment[key] = value
      note(word, 'assignment', `sets ${key} for this command`)
      continue
    }
    const name = baseName(word.value)
    if (ENGINES.has(name)) {
      note(
        word,
        'program',
        name === 'docker' ? 'the Docker command' : `${name}, whose commands are spelled like Docker’s`,
      )
      return { name, rest: words.slice(at + 1), environment, explained }
    }
    const wrapper = Object.hasOwn(WRAPPERS, name) ? WRAPPERS[name] : undefined
    if (!wrapper) return undefined
    note(word, 'wrapper', wrapper.about)
    for (let next = words[at + 1]; next?.value.startsWith('-'); next = words[at + 1]) {
      at++
      note(next, 'wrapper', `an option of ${name}`)
      const value = words[at + 1]
      if (wrapper.valued.test(next.value) && value) {
        at++
        note(value, 'wrapper', `the value of ${next.value}`)
      }
    }
  }
  return undefined
}

function baseName(path: string): string {
  return (path.split(/[\\/]/).at(-1) ?? '').replace(/\.exe$/i, '').toLowerCase()
}
