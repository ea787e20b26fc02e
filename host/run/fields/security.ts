import { Misfit } from '../misfit.ts'

/** `--security-opt`: `no-new-privileges`, `seccomp=…`, `apparmor=…`, `label=…`, `systempaths=unconfined`. @throws Misfit */
export function securityOptionOf(value: string): string {
  const { key, setting } = cut(value)
  if (setting === '' && key !== 'no-new-privileges') {
    throw new Misfit(`“${value}” is not a security option such as seccomp=unconfined.`)
  }
  return value
}

/** The file of a seccomp profile that the option names, if it names one. */
export function seccompFile(option: string): string | undefined {
  const { key, setting } = cut(option)
  return key === 'seccomp' && setting !== 'builtin' && setting !== 'unconfined' ? setting : undefined
}

function cut(option: string): { key: string; setting: string } {
  const at = option.includes('=') ? option.indexOf('=') : option.indexOf(':')
  return at < 0 ? { key: option, setting: '' } : { key: option.slice(0, at), setting: option.slice(at + 1) }
}

/** JSON without the blanks between its parts, otherwise as written. @throws Misfit when it is none */
export function compactJson(text: string, name: string): string {
  try {
    JSON.parse(text)
  } catch (error) {
    throw new Misfit(`The seccomp profile ${name} is not JSON: ${error instanceof Error ? error.message : error}`)
  }
  return text.replace(/"(?:\\.|[^"\\])*"|[ \t\r\n]+/g, (part) => (part.startsWith('"') ? part : ''))
}
