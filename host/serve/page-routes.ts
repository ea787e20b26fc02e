import { readFile } from 'node:fs/promises'
import { type Context, Hono } from 'hono'
import type { Encoding, PageFile, Pages } from '../page/index.ts'
import { plainPath } from './request-path.ts'

const NOT_BUILT = 'The UI is not built. Run `npm run build`, then load this page again.\n'

/** The page and its files. Any navigation gets the page; nothing else does, so that a missing file is seen to be missing. */
export function pageRoutes(pages: Pages): Hono {
  const routes = new Hono()
  routes.get('*', async (c) => {
    const path = plainPath(c.req.path) ?? ''
    const file = await pages.file(path)
    if (file) return await sendFile(c, file)
    if (path !== '/' && !isNavigation(c, path)) return c.notFound()
    const page = await pages.page()
    // A status that is set already tells of a sign-in that failed.
    return page ? c.body(page.html, { headers: page.headers }) : c.text(NOT_BUILT, 503)
  })
  return routes
}

function isNavigation(c: Context, path: string): boolean {
  if (path === '/sign-in') return true
  const mode = c.req.header('sec-fetch-mode')
  const wantsPage = mode === undefined ? c.req.header('accept')?.includes('text/html') : mode === 'navigate'
  return wantsPage === true && !path.slice(path.lastIndexOf('/')).includes('.')
}

async function sendFile(c: Context, file: PageFile): Promise<Response> {
  const encoding = chosenEncoding(c.req.header('accept-encoding'), file.encodings)
  const bytes = await readFile(encoding ? `${file.path}.${encoding === 'br' ? 'br' : 'gz'}` : file.path)
  return c.body(new Uint8Array(bytes), 200, {
    'content-type': file.type,
    'content-length': String(bytes.byteLength),
    'cache-control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    ...(file.encodings.length > 0 && { vary: 'accept-encoding' }),
    ...(encoding && { 'content-encoding': encoding }),
  })
}

function chosenEncoding(accepted: string | undefined, there: readonly Encoding[]): Encoding | undefined {
  const words = (accepted ?? '').split(',').map((word) => word.trim())
  return there.find((encoding) =>
    words.some((word) => word === encoding || new RegExp(`^${encoding};q=(?!0(\\.0*)?$)`).test(word)),
  )
}
