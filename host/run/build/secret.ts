import type { BuildSecret } from '../../../contract/build.ts'
import { Misfit } from '../misfit.ts'
import { csvFields, csvLine } from '../values/csv.ts'

/** `--secret`: `id=NAME,src=FILE` or `id=NAME,env=VARIABLE`. @throws Misfit */
export function secretOf(value: string): BuildSecret {
  const secret: BuildSecret = { id: '' }
  let type: string | undefined
  for (const field of csvFields(value)) {
    const at = field.indexOf('=')
    if (at < 0) throw new Misfit(`“${field}” of the secret is not key=value.`)
    const key = field.slice(0, at).toLowerCase()
    const text = field.slice(at + 1)
    if (key === 'id') secret.id = text
    else if (key === 'src' || key === 'source') secret.file = text
    else if (key === 'env') secret.variable = text
    else if (key === 'type' && (text === 'file' || text === 'env')) type = text
    else throw new Misfit(`“${field}” is none of id=, src=, env= and type=file or env.`)
  }
  if (secret.id === '') throw new Misfit('The secret has no id: write id=NAME,src=FILE or id=NAME,env=VARIABLE.')
  // With `type=env`, docker takes what `src` says for a variable.
  if (type === 'env' && secret.file !== undefined && secret.variable === undefined) {
    return { id: secret.id, variable: secret.file }
  }
  return secret
}

export const secretText = ({ id, file, variable }: BuildSecret): string =>
  csvLine([
    `id=${id}`,
    ...(file === undefined ? [] : [`src=${file}`]),
    ...(variable === undefined ? [] : [`env=${variable}`]),
  ])
