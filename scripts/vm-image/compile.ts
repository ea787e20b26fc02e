import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { unxz } from './deb.ts'
import type { Architecture } from './lock.ts'
import { program } from './program.ts'
import { readTar } from './tar.ts'

const NATIVE = fileURLToPath(new URL('../../native', import.meta.url))
const COMPILER: Record<Architecture, { name: string; package: string }> = {
  amd64: { name: 'x86_64-linux-gnu-gcc', package: 'gcc libc6-dev' },
  arm64: { name: 'aarch64-linux-gnu-gcc', package: 'gcc-aarch64-linux-gnu libc6-dev-arm64-cross' },
}

/** The guest’s first process, static. @throws Error when make or the compiler isn’t installed, or it does not compile */
export async function compileGuest(architecture: Architecture, work: string): Promise<Buffer> {
  const folder = await bringMakefile('guest', work)
  await make(architecture, folder, ['out/slipway-guest'])
  return await readFile(join(folder, 'out', 'slipway-guest'))
}

/**
 * iptables as one static program.
 * @param release upstream’s release, a tar.xz
 * @throws Error when make or the compiler isn’t installed, or it does not compile
 */
export async function compileIptables(architecture: Architecture, work: string, release: string): Promise<Buffer> {
  const folder = await bringMakefile('iptables', work)
  for (const entry of readTar(await unxz(await readFile(release)))) {
    if (entry.kind !== 'file') continue
    const [, ...path] = entry.path.split('/')
    const to = join(folder, 'source', ...path)
    await mkdir(dirname(to), { recursive: true })
    await writeFile(to, entry.content)
  }
  await make(architecture, folder, ['-j', String(availableParallelism()), 'out/xtables-legacy-multi'])
  return await readFile(join(folder, 'out', 'xtables-legacy-multi'))
}

/** A copy, built by names without a folder: make can’t have a blank in a target’s path, and a checkout may be read-only. */
async function bringMakefile(name: string, work: string): Promise<string> {
  const folder = join(work, name)
  await cp(join(NATIVE, name), folder, { recursive: true, filter: (path) => !path.endsWith('/build') })
  return folder
}

async function make(architecture: Architecture, folder: string, args: readonly string[]): Promise<void> {
  const compiler = COMPILER[architecture]
  await program('make', ['OUT=out', `CC=${compiler.name}`, ...args], {
    cwd: folder,
    package: `make ${compiler.package}`,
  })
}
