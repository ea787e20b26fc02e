// Runs one of the project's scripts on the pinned Node, after installing what the lock file asks for.
// Imports nothing installed, and works on any Node from 18 on.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { nodeEnvironment, nodeFlags } from './node-options.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const stamp = join(root, 'node_modules', '.slipway-installed')
const onWindows = process.platform === 'win32'

const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .update(readFileSync(join(root, 'package.json')))
  .digest('hex')

const installed = existsSync(stamp) ? readFileSync(stamp, 'utf8') : ''
if (installed !== wanted) {
  console.error('Installing dependencies…')
  // Not `npm ci`: it refuses a lock file that lacks the Node binary of a platform its registry did not have.
  const npm = spawnSync('npm', ['install', '--no-save', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: onWindows,
  })
  if (npm.status !== 0) {
    console.error('npm install failed. Is the npm registry reachable? See the lines above, then run this again.')
    process.exit(npm.status ?? 1)
  }
  writeFileSync(stamp, wanted)
}

const pinned = join(root, 'node_modules', '.bin', onWindows ? 'node.cmd' : 'node')
const node = existsSync(pinned) ? pinned : process.execPath
const major = Number(
  spawnSync(node, ['-p', 'process.versions.node'], { shell: onWindows }).stdout?.toString().split('.')[0],
)
if (!(major >= 24)) {
  console.error(
    `Slipway runs on Node 24, and npm has no Node 24 for ${process.platform}-${process.arch}. Install Node 24 from https://nodejs.org, then run this again.`,
  )
  process.exit(1)
}

const [script, ...args] = process.argv.slice(2)
const child = spawn(node, [...nodeFlags, join(root, script), ...args], {
  stdio: 'inherit',
  env: { ...nodeEnvironment(root), ...process.env },
  shell: onWindows,
})
// In a terminal the child gets Ctrl-C by itself; it decides when to end, and we end as it does.
process.on('SIGINT', () => {
  if (!process.stdin.isTTY) child.kill('SIGINT')
})
process.on('SIGTERM', () => child.kill('SIGTERM'))
process.on('SIGHUP', () => child.kill('SIGHUP'))
if (process.env.npm_lifecycle_event !== undefined && !onWindows) {
  // A SIGTERM for npm ends npm and its shell at once, and tells nobody else.
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM')
  }, 250).unref()
}
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
