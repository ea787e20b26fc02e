/** Linux’ numbers, which containers have, whatever this computer’s system numbers. */
const LINUX = [
  ...['HUP', 'INT', 'QUIT', 'ILL', 'TRAP', 'ABRT', 'BUS', 'FPE', 'KILL', 'USR1', 'SEGV', 'USR2', 'PIPE', 'ALRM'],
  ...['TERM', 'STKFLT', 'CHLD', 'CONT', 'STOP', 'TSTP', 'TTIN', 'TTOU', 'URG', 'XCPU', 'XFSZ', 'VTALRM', 'PROF'],
  ...['WINCH', 'IO', 'PWR', 'SYS'],
]
const HIGHEST = 64

/** `9`, `KILL` or `SIGKILL` as `SIGKILL`. */
export function signalWord(word: string): string {
  const number = Number(word)
  if (word !== '' && Number.isInteger(number)) return signalOf(number) ?? `signal ${number}`
  const upper = word.toUpperCase()
  return upper.startsWith('SIG') || upper === '' ? upper : `SIG${upper}`
}

/** The signal that an exit code speaks of: 128 and the signal’s number. */
export function signalOfCode(code: number): string | undefined {
  return code > 128 && code <= 128 + HIGHEST ? signalOf(code - 128) : undefined
}

function signalOf(number: number): string | undefined {
  const name = LINUX[number - 1]
  return name === undefined ? undefined : `SIG${name}`
}
