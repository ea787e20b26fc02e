import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const SOURCES = ['vm-assets', 'native/guest', 'native/iptables', 'scripts/vm-image']
const NOT_SOURCES = /(^|\/)(out|build)\/|\.test\.ts$|\.md$|protocol-(test|fuzz|fuzz-main)\.c$|\/corpus\//

/** The hash of all that an image is made from: the recipe, the lock file, the guest’s sources, the build’s own steps. */
export async function recipeHash(): Promise<string> {
  const hash = createHash('sha256')
  for (const folder of SOURCES) {
    const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true })
    const paths = entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    for (const path of paths.map((one) => one.split(sep).join('/')).sort()) {
      if (NOT_SOURCES.test(path)) continue
      hash
        .update(`${path}\0`)
        .update(await readFile(join(ROOT, path)))
        .update('\0')
    }
  }
  return hash.digest('hex')
}
