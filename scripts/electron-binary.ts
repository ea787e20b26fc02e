import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.ts'

const NAMES: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
}

/**
 * Electron’s program, where it is on this machine; undefined where it is not. Looks for it by itself: asking the
 * package `electron` would download it.
 */
export function electronBinary(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const name = NAMES[process.platform] ?? 'electron'
  const folder = environment.ELECTRON_OVERRIDE_DIST_PATH || join(root, 'node_modules', 'electron', 'dist')
  const path = join(folder, name)
  return existsSync(path) ? path : undefined
}

/** The version of Electron that this project asks for. */
export function electronVersion(): string {
  const { version }: { version?: unknown } = JSON.parse(
    readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8'),
  )
  return String(version)
}
