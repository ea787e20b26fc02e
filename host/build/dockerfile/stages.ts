import type { DockerfileArg, DockerfileStage } from '../../../contract/index.ts'
import type { Instruction } from './parse.ts'

/** The stages of a Dockerfile, each with the line it begins at. */
export function stagesOf(instructions: readonly Instruction[]): DockerfileStage[] {
  const stages: DockerfileStage[] = []
  for (const { name, text, line } of instructions) {
    if (name !== 'FROM') continue
    const words = text.split(/\s+/).filter((word) => !word.startsWith('--'))
    const [from = '', as, called] = words
    const named = as?.toLowerCase() === 'as' && called !== undefined
    stages.push({ from, line, ...(named && { name: called }) })
  }
  return stages
}

/** The build arguments that a Dockerfile declares, each once, with their first default. */
export function argsOf(instructions: readonly Instruction[]): DockerfileArg[] {
  const args = new Map<string, DockerfileArg>()
  for (const { name, text, line } of instructions) {
    if (name !== 'ARG') continue
    for (const word of wordsOf(text)) {
      const at = word.indexOf('=')
      const key = at < 0 ? word : word.slice(0, at)
      const known = args.get(key)
      if (known?.normally !== undefined || key === '') continue
      args.set(key, { name: key, line: known?.line ?? line, ...(at >= 0 && { normally: word.slice(at + 1) }) })
    }
  }
  return [...args.values()]
}

/** Words with their quotes taken off. */
function wordsOf(text: string): string[] {
  const words = text.match(/(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/g) ?? []
  return words.map((word) =>
    word.replace(/"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)/g, (_, double, single, plain) => double ?? single ?? plain),
  )
}
