import type { Run } from '../../../contract/run.ts'
import { variableText } from '../fields/pair.ts'
import type { Proxies, RunContext } from './context.ts'
import { fileOf } from './files.ts'
import { keyValueLines } from './lines.ts'

/** Environment variables as the engine takes them: those of files, then the command's, then proxies. @throws Conflict */
export function environmentOf(run: Run, context: RunContext): string[] {
  const { environment, proxies = {} } = context
  const look = (key: string) => (Object.hasOwn(environment, key) ? environment[key] : undefined)
  const said = new Map<string, string | undefined>()
  for (const { key, value } of run.env) said.set(key, value ?? look(key))
  for (const [key, value] of proxyVariables(proxies)) {
    for (const name of [key, key.toLowerCase()]) if (!said.has(name)) said.set(name, value)
  }
  return [
    ...run.envFile.flatMap((file) => keyValueLines(file, fileOf(context, file, 'env-file'), 'env-file', look)),
    ...[...said].map(([key, value]) => variableText(value === undefined ? { key } : { key, value })),
  ]
}

/** The variables by which programs learn of proxies, in capitals. */
export function proxyVariables({ httpProxy, httpsProxy, noProxy, ftpProxy, allProxy }: Proxies): [string, string][] {
  const all: [string, string | undefined][] = [
    ['HTTP_PROXY', httpProxy],
    ['HTTPS_PROXY', httpsProxy],
    ['NO_PROXY', noProxy],
    ['FTP_PROXY', ftpProxy],
    ['ALL_PROXY', allProxy],
  ]
  return all.flatMap(([key, value]): [string, string][] => (value ? [[key, value]] : []))
}
