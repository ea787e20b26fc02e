import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureImage } from './vm-image/image.ts'
import { ARCHITECTURES, RECIPE } from './vm-image/lock.ts'
import { resolveLock } from './vm-image/resolve.ts'
import { makeWslRoot } from './wsl-root.ts'

const USAGE = `Builds the image of the bundled virtual machine into vm-assets/out/<architecture>.

  npm run vm:image                      for this computer's architecture
  npm run vm:image -- --arch arm64      for another: amd64, arm64 or all
  npm run vm:image -- --out FOLDER      into another folder
  npm run vm:image -- --level 19        packed harder, and much slower (12 unless told)
  npm run vm:image -- --wsl             also as root.tar.gz, for WSL on Windows
  npm run vm:image -- --resolve         first pins the newest packages of Debian (needs apt)`

const { values } = parseArgs({
  options: {
    arch: { type: 'string', default: process.arch === 'arm64' ? 'arm64' : 'amd64' },
    out: { type: 'string', default: join(RECIPE, 'out') },
    cache: { type: 'string', default: join(RECIPE, '..', '.cache', 'vm', 'packages') },
    resolve: { type: 'boolean', default: false },
    wsl: { type: 'boolean', default: false },
    level: { type: 'string', default: '12' },
    help: { type: 'boolean', default: false },
  },
})
const wanted = ARCHITECTURES.filter((one) => values.arch === 'all' || values.arch === one)

if (values.help) console.log(USAGE)
else if (wanted.length === 0) {
  console.error(`There is no architecture ${values.arch}.\n\n${USAGE}`)
  process.exitCode = 2
} else {
  try {
    if (values.resolve) await resolveLock()
    for (const architecture of wanted) await build(architecture)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}

async function build(architecture: (typeof ARCHITECTURES)[number]): Promise<void> {
  const began = performance.now()
  const progress = (done: number, total: number, name: string): void => {
    const lines = [`package ${done} of ${total}, ${name}`, ...(done === total ? ['packing all of it'] : [])]
    for (const line of lines) {
      if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${architecture}: ${line}`)
      else process.stderr.write(`${architecture}: ${line}\n`)
    }
    if (process.stderr.isTTY && done === total) process.stderr.write('\n')
  }
  const out = join(values.out, architecture)
  const compressionLevel = Number(values.level)
  const { image, built } = await ensureImage({ architecture, out, cache: values.cache, progress, compressionLevel })
  if (values.wsl) await makeWslRoot(join(out, 'root.squashfs.zst'), join(out, 'root.tar.gz'))
  for (const file of image.files) console.log(`${architecture}/${file.name}  ${megabytes(file.bytes)}  ${file.sha256}`)
  const how = built
    ? `built in ${((performance.now() - began) / 1000).toFixed(1)} s`
    : 'nothing to build: the recipe has not changed'
  console.log(`${architecture}: ${megabytes(image.bytes)} in all; ${how}`)
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
