// Fails when the JavaScript that the page needs before it shows anything is more than it may be.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { z } from 'zod'
import { root } from './root.ts'

const LIMIT_KB = 250
const folder = join(root, 'dist', 'renderer')

const manifestSchema = z.record(
  z.string(),
  z.object({ file: z.string(), isEntry: z.boolean().optional(), imports: z.array(z.string()).optional() }),
)

/**
 * The files that the entry needs at once: itself and its static imports, from Vite's manifest.
 * @throws when there is no manifest or no entry in it
 */
export function firstLoad(manifest: z.infer<typeof manifestSchema>): string[] {
  const files = new Set<string>()
  const add = (key: string) => {
    const chunk = manifest[key]
    if (!chunk || files.has(chunk.file)) return
    files.add(chunk.file)
    for (const next of chunk.imports ?? []) add(next)
  }
  for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry) add(key)
  if (files.size === 0) throw new Error('Vite’s manifest has no entry.')
  return [...files]
}

/** Prints each file of the first load with its weight. @returns kilobytes, gzipped */
export function measure(): number {
  const text = readFileSync(join(folder, '.vite', 'manifest.json'), 'utf8')
  let total = 0
  for (const file of firstLoad(manifestSchema.parse(JSON.parse(text)))) {
    const size = gzipSync(readFileSync(join(folder, file))).length / 1000
    console.log(`${size.toFixed(1).padStart(8)} kB  ${file}`)
    total += size
  }
  return total
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const total = measure()
  console.log(`First load: ${total.toFixed(1)} kB of JavaScript, gzipped; ${LIMIT_KB} kB is the limit.`)
  process.exitCode = total > LIMIT_KB ? 1 : 0
}
