import { Misfit } from '../misfit.ts'
import { csvFields, csvLine } from '../values/csv.ts'

/** Where the files of a build’s result go in the place of an image. */
export type Output = { type: 'local' | 'tar'; dest: string }

/**
 * `--output`: a folder, or `type=local,dest=FOLDER`, or `type=tar,dest=FILE`. Undefined for what is done anyway, an image
 * on the engine. @throws Misfit
 */
export function outputOf(value: string): Output | undefined {
  const fields = csvFields(value)
  if (fields.length === 1 && !value.includes('=')) return checked('local', fields[0] ?? '')
  const said = new Map(fields.map((field) => [field.split('=')[0]?.toLowerCase(), field.slice(field.indexOf('=') + 1)]))
  const type = said.get('type')
  for (const key of said.keys()) {
    if (key !== 'type' && key !== 'dest') throw new Misfit(`“${key}” of the output is not taken here.`)
  }
  if ((type === 'docker' || type === 'image') && !said.has('dest')) return undefined
  if (type === 'local' || type === 'tar') return checked(type, said.get('dest') ?? '')
  throw new Misfit(`“${value}” is not taken here: write a folder, type=local,dest=FOLDER or type=tar,dest=FILE.`)
}

/** Where the result goes by all that was said. @throws Misfit when that is more than one place */
export function onlyOutput(values: readonly string[]): Output | undefined {
  const outputs = values.map(outputOf).filter((output) => output !== undefined)
  if (outputs.length > 1 || (outputs.length === 1 && values.length > 1)) {
    throw new Misfit('The engine puts the result in one place: build once for each.')
  }
  return outputs[0]
}

/** The flag’s value for it. */
export const outputText = ({ type, dest }: Output): string => csvLine([`type=${type}`, `dest=${dest}`])

function checked(type: Output['type'], dest: string): Output {
  if (dest === '') throw new Misfit('The output needs a place: write dest=PATH.')
  if (dest === '-') throw new Misfit('There is no standard output here: name a file.')
  return { type, dest }
}
