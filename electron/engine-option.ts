/** The engine that a command line asks for: `--engine ADDRESS` or `--engine=ADDRESS`. */
export function engineOption(words: readonly string[]): string | undefined {
  const at = words.findIndex((word) => word === '--engine' || word.startsWith('--engine='))
  const word = words[at]
  if (word === undefined) return undefined
  return word === '--engine' ? words[at + 1] : word.slice('--engine='.length)
}
