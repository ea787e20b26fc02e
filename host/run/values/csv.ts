import { Misfit } from '../misfit.ts'

/**
 * The fields of the first line of comma-separated values; a field may be in double quotes, with `""` for one.
 * @throws Misfit
 */
export function csvFields(text: string): string[] {
  const line = text.replace(/^(?:\r?\n)+/, '')
  if (line === '') throw new Misfit('It is empty.')
  const fields: string[] = []
  let at = 0
  for (;;) {
    if (line[at] === '"') {
      let field = ''
      for (at++; ; ) {
        const end = line.indexOf('"', at)
        if (end < 0) throw new Misfit(`A double quote in “${text}” is not closed.`)
        field += line.slice(at, end)
        at = end + 1
        if (line[at] !== '"') break
        field += '"'
        at++
      }
      fields.push(field.replaceAll('\r\n', '\n'))
      const [next] = /^(?:,|\r?\n|$)/.exec(line.slice(at)) ?? []
      if (next === undefined) throw new Misfit(`In “${text}” something follows a closing double quote.`)
      if (next !== ',') return fields
      at++
    } else {
      const [field = ''] = /^[^,\n]*/.exec(line.slice(at)) ?? []
      at += field.length
      const bare = line[at] === ',' ? field : field.replace(/\r$/, '')
      if (bare.includes('"')) throw new Misfit(`“${bare}” has a double quote; put the whole field in double quotes.`)
      fields.push(bare)
      if (line[at] !== ',') return fields
      at++
    }
  }
}

/** The fields as one line that reads back as them. */
export function csvLine(fields: string[]): string {
  if (fields.length === 1 && fields[0] === '') return '""'
  return fields.map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',')
}
