// node scripts/toolbox.ts: compiles native/toolbox for every architecture and keeps it packed in native/toolbox/carried,
// for no user has a compiler. On Debian 12, with these packages: gcc musl-tools gcc-aarch64-linux-gnu
// libc6-dev-arm64-cross make.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { carriedName, type ToolboxArchitecture } from '../host/toolbox/program.ts'
import { root } from './root.ts'

export const COMPILERS: Record<ToolboxArchitecture, string> = {
  amd64: 'musl-gcc',
  arm64: 'aarch64-linux-gnu-gcc',
}
const SOURCE = join(root, 'native', 'toolbox')

/** Compiles the program. @throws Error with what the compiler says */
export function compileToolbox(architecture: ToolboxArchitecture): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-toolbox-'))
  try {
    cpSync(SOURCE, join(folder, 'toolbox'), { recursive: true, filter: (path) => !/\/(?:build|carried)$/.test(path) })
    const args = ['-C', join(folder, 'toolbox'), 'OUT=out', `CC=${COMPILERS[architecture]}`, 'out/toolbox']
    execFileSync('make', args, { stdio: ['ignore', 'pipe', 'pipe'] })
    return readFileSync(join(folder, 'toolbox', 'out', 'toolbox'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  mkdirSync(join(SOURCE, 'carried'), { recursive: true })
  for (const architecture of ['amd64', 'arm64'] as const) {
    const packed = gzipSync(compileToolbox(architecture), { level: 9 })
    writeFileSync(join(SOURCE, 'carried', carriedName(architecture)), packed)
    console.log(`${carriedName(architecture)}: ${packed.length} bytes`)
  }
}
