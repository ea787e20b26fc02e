// Fails when an import crosses a border of the design.
import { globSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Import, importsOf } from './imports.ts'
import { root } from './root.ts'

/** Paths from the project's folder, with `/`, and their text. */
export type Sources = ReadonlyMap<string, string>

/** Which parts of ours a part may import, itself apart. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  contract: [],
  host: ['contract'],
  electron: ['contract', 'host'],
  renderer: ['contract'],
}

/** The only modules of the host that the desktop shell may know: all of it, and what serves the page alone. */
const HOST_ENTRIES = new Set(['host/index.ts', 'host/page/index.ts'])

/** Folders of the host that are every feature's ground, and no feature. */
const HOST_GROUND = new Set(['transport'])

/** Runs in the page, where neither Node nor Electron is. */
const IN_THE_PAGE = new Set(['renderer', 'contract'])

/**
 * Looks at every import of the product's own parts.
 * @returns one line for each crossing: `file:line: what is wrong`
 */
export function crossings(sources: Sources): string[] {
  const imports = new Map([...sources].map(([path, source]) => [path, importsOf(path, source)]))
  const found: string[] = []
  for (const [path, list] of imports) {
    for (const item of list) {
      const wrong = item.specifier.startsWith('.') ? own(path, item, imports) : foreign(path, item)
      if (wrong !== undefined) found.push(`${path}:${item.line}: ${wrong}`)
    }
  }
  return found
}

function own(path: string, item: Import, imports: ReadonlyMap<string, Import[]>): string | undefined {
  const target = posix.join(posix.dirname(path), item.specifier)
  const from = partOf(path)
  const to = partOf(target)
  // A test may use what tests stand on.
  if (/\.test\.tsx?$/.test(path) && target.startsWith('test/support/')) return undefined
  if (to !== from && !MAY_IMPORT[from]?.includes(to)) return `${from} may not import ${target}`
  if (from === 'electron' && to === 'host' && !HOST_ENTRIES.has(target) && !item.typeOnly) {
    return `electron may import the host’s entry only, not ${target}`
  }
  if (from === 'renderer' && to === 'contract' && !item.typeOnly) {
    const heavy = packagesBehind(target, imports)
    if (heavy.length > 0) return `${target} brings ${heavy.join(', ')} into the page; use \`import type\``
  }
  const room = featureOf(target)
  if (
    room !== undefined &&
    featureOf(path) !== undefined &&
    room !== featureOf(path) &&
    !/\/index\.tsx?$/.test(target)
  ) {
    return `${target} is the inside of ${room}; import its index.ts`
  }
  return undefined
}

function foreign(path: string, { specifier, typeOnly }: Import): string | undefined {
  const part = partOf(path)
  if (/^electron($|\/)/.test(specifier) && part !== 'electron') return 'only electron/ may import electron'
  const inThePage = IN_THE_PAGE.has(part) && !/\.test\.tsx?$/.test(path) && !typeOnly
  if (inThePage && specifier.startsWith('node:')) return `${specifier} isn’t there in the page`
  return undefined
}

function partOf(path: string): string {
  return path.split('/')[0] ?? ''
}

/** The folder that is a feature's own: `host/logs`, `renderer/features/logs`; undefined for shared ground. */
function featureOf(path: string): string | undefined {
  const [part = '', first = '', second = '', third = ''] = path.split('/')
  if (part === 'renderer' && first === 'features' && third !== '') return `renderer/features/${second}`
  if (part === 'host' && second !== '' && !HOST_GROUND.has(first)) return `host/${first}`
  return undefined
}

/** The packages that a module and what it imports need when they run. */
function packagesBehind(start: string, imports: ReadonlyMap<string, Import[]>): string[] {
  const packages = new Set<string>()
  const seen = new Set<string>()
  const look = (path: string) => {
    if (seen.has(path)) return
    seen.add(path)
    for (const { specifier, typeOnly } of imports.get(path) ?? []) {
      if (typeOnly) continue
      if (specifier.startsWith('.')) look(posix.join(posix.dirname(path), specifier))
      else packages.add(specifier)
    }
  }
  look(start)
  return [...packages].sort()
}

/** The product's own modules, as they are on disk. */
function readSources(): Sources {
  const files = globSync('{contract,host,electron,renderer}/**/*.{ts,tsx,mts,cts}', { cwd: root })
  return new Map(files.map((file) => [file.replaceAll('\\', '/'), readFileSync(join(root, file), 'utf8')]))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const found = crossings(readSources())
  for (const line of found) console.error(line)
  process.exitCode = found.length > 0 ? 1 : 0
}
