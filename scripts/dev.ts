// npm run dev -- [--engine ADDRESS]: the UI with hot reload, the host restarted whenever it changes.
import { spawn } from 'node:child_process'
import { createServer as createTcp } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { createServer } from 'vite'
import { root } from './root.ts'

const { values } = parseArgs({ options: { engine: { type: 'string' } } })

// The same ports each time, if they are free, so that the browser stays signed in.
const pagePort = await portNear(5173)
const hostPort = await portNear(5174)
const url = `http://127.0.0.1:${pagePort}`

const toHost = { target: `http://127.0.0.1:${hostPort}` }
const page = await createServer({
  configFile: join(root, 'vite.config.ts'),
  server: {
    host: '127.0.0.1',
    port: pagePort,
    strictPort: true,
    proxy: { '/rpc': { ...toHost, ws: true }, '/session': toHost, '/sign-in': toHost, '/download': toHost },
  },
})
await page.listen()

const host = spawn(
  process.execPath,
  [
    '--disable-warning=ExperimentalWarning',
    '--watch-preserve-output',
    ...['--watch-path', join(root, 'host'), '--watch-path', join(root, 'contract')],
    ...[join(root, 'host', 'cli', 'main.ts'), 'serve', '--json'],
    ...['--port', String(hostPort), '--public-url', url],
    ...(values.engine === undefined ? [] : ['--engine', values.engine]),
  ],
  { stdio: ['ignore', 'pipe', 'inherit'] },
)
createInterface(host.stdout).on('line', (line) => console.log(said(line)))

let told = false
const end = () => {
  if (told) return
  told = true
  host.kill('SIGTERM')
  setTimeout(() => host.kill('SIGKILL'), 1_500).unref()
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
const code = await new Promise<number>((resolve) => host.once('exit', (code) => resolve(code ?? 1)))
await page.close()
process.exit(told ? 0 : code)

/** The host says where it is each time it starts; everything else is Node’s word about restarting. */
function said(line: string): string {
  if (!line.startsWith('{')) return line
  const { signInUrl }: { signInUrl?: unknown } = JSON.parse(line)
  return `Slipway with hot reload is at ${url}; ${String(signInUrl)} lets you in.`
}

/** That port of 127.0.0.1, or a free one when it is taken. */
function portNear(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createTcp()
    server.once('listening', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : wanted))
    })
    server.once('error', (error) => (wanted === 0 ? reject(error) : resolve(portNear(0))))
    server.listen(wanted, '127.0.0.1')
  })
}
