import { parseSync } from 'vite'

export type Import = {
  /** As it is written: `../errors.ts`, `zod`. */
  specifier: string
  /** Whether it is gone when the types are. */
  typeOnly: boolean
  /** Counted from 1. */
  line: number
}

/** What a module imports and re-exports, `import()` included. @throws Error when it can't be parsed */
export function importsOf(path: string, source: string): Import[] {
  const { module, errors } = parseSync(path, source)
  const error = errors[0]
  if (error) throw new Error(`${path}: ${error.message}`)
  const line = (offset: number) => source.slice(0, offset).split('\n').length
  const found: Import[] = []
  for (const item of module.staticImports) {
    const typeOnly = /^import\s+type\b/.test(source.slice(item.start, item.end))
    found.push({ specifier: item.moduleRequest.value, typeOnly, line: line(item.start) })
  }
  for (const item of module.staticExports) {
    const from = item.entries.find((entry) => entry.moduleRequest)?.moduleRequest
    if (!from) continue
    const typeOnly = /^export\s+type\b/.test(source.slice(item.start, item.end))
    found.push({ specifier: from.value, typeOnly, line: line(item.start) })
  }
  for (const item of module.dynamicImports) {
    const written = source.slice(item.moduleRequest.start, item.moduleRequest.end)
    const literal = /^(['"])(.*)\1$/.exec(written)?.[2]
    // `import('…')` as a type is no import of this kind; the parser leaves it out.
    if (literal !== undefined) found.push({ specifier: literal, typeOnly: false, line: line(item.start) })
  }
  return found
}
