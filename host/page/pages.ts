import { readdir, readFile, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { contentPolicy, guardHeaders, NONCE_PLACE, newNonce } from './policy.ts'

export type Encoding = 'br' | 'gzip'

/** A file of the built UI. */
export type PageFile = {
  path: string
  type: string
  /** Its name changes with its content, so it may be kept for ever. */
  immutable: boolean
  /** Compressed copies that lie beside it, as `….br` and `….gz`. */
  encodings: readonly Encoding[]
}

/** The page itself, with the policy that its browser is to hold it to. */
export type Page = { html: string; headers: Record<string, string> }

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

/** The built UI. Gives only files that it listed itself, so that no path from outside ever reaches the file system. */
export class Pages {
  readonly #folder: string
  #files = new Map<string, PageFile>()
  #builtAt = 0

  constructor(folder: string) {
    this.#folder = folder
  }

  /** The page, fresh for each answer; undefined while the UI is not built. */
  async page(): Promise<Page | undefined> {
    const html = await readFile(join(this.#folder, 'index.html'), 'utf8').catch(() => undefined)
    if (html === undefined) return undefined
    const nonce = newNonce()
    return {
      html: html.replaceAll(NONCE_PLACE, nonce),
      headers: {
        ...guardHeaders,
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': contentPolicy(nonce),
        // The nonce is for this answer alone.
        'cache-control': 'no-store',
      },
    }
  }

  /** The file at a URL’s path, as `/assets/x.js`. */
  async file(urlPath: string): Promise<PageFile | undefined> {
    await this.#refresh()
    return this.#files.get(urlPath)
  }

  /** Lists the files again after a build. */
  async #refresh(): Promise<void> {
    const builtAt = (await stat(join(this.#folder, 'index.html')).catch(() => undefined))?.mtimeMs ?? 0
    if (builtAt === this.#builtAt) return
    this.#files = builtAt === 0 ? new Map() : await list(this.#folder)
    this.#builtAt = builtAt
  }
}

async function list(folder: string): Promise<Map<string, PageFile>> {
  const paths = new Set(await walk(folder, ''))
  const files = new Map<string, PageFile>()
  for (const path of paths) {
    const type = TYPES[extname(path)]
    if (type === undefined || path === '/index.html') continue
    files.set(path, {
      path: join(folder, ...path.split('/')),
      type,
      immutable: path.startsWith('/assets/'),
      encodings: [
        ...(paths.has(`${path}.br`) ? ['br' as const] : []),
        ...(paths.has(`${path}.gz`) ? ['gzip' as const] : []),
      ],
    })
  }
  return files
}

async function walk(folder: string, at: string): Promise<string[]> {
  const entries = await readdir(join(folder, at), { withFileTypes: true })
  const found = await Promise.all(
    entries
      .filter(({ name }) => !name.startsWith('.'))
      .map((entry) => {
        const path = `${at}/${entry.name}`
        if (entry.isDirectory()) return walk(folder, path)
        return entry.isFile() ? [path] : []
      }),
  )
  return found.flat()
}
