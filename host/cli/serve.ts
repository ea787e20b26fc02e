import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createHost, type Host } from '../index.ts'
import { createLog, stateFolder } from '../log.ts'
import { type Serving, serve } from '../serve/index.ts'
import type { Command } from './command.ts'
import { openBrowser } from './open-browser.ts'
import { problemLines } from './say.ts'
import { type ServeArguments, serveArguments, serveHelp } from './serve-options.ts'
import { toolboxFolder } from './toolbox-folder.ts'
import { closeInTime, untilSignal } from './until-signal.ts'
import { vmPlaces } from './vm/places.ts'
import { engineOfOurOwn } from './vm/report.ts'

const PAGES = fileURLToPath(new URL('../../dist/renderer', import.meta.url))

export const serveCommand: Command = {
  summary: 'show Slipway in a browser',
  help: serveHelp,
  run: async (args) => {
    const options = serveArguments(args, process.env)
    if (options.help) {
      process.stdout.write(serveHelp)
      return 0
    }
    // Before anything else, so that a Ctrl-C during the start ends it in order too.
    const asked = untilSignal()
    const folder = stateFolder()
    const log = createLog(folder)
    const host = await createHost({
      stateFolder: folder,
      vm: vmPlaces(),
      toolbox: toolboxFolder,
      log,
      ...(options.engine !== undefined && { engine: options.engine }),
    })
    let serving: Serving
    try {
      serving = await serve(host, { ...options.listening, pages: PAGES, stateFolder: folder, log })
    } catch (error) {
      await closeInTime([host.close()])
      throw error
    }
    const leave = new AbortController()
    // What is said about the engine is a courtesy; the first line is for programs.
    await announce(serving, options)
    reportEngine(host, options.vm, leave.signal).catch((error) => {
      if (!leave.signal.aborted) log.error({ err: error }, 'the engine can’t be watched')
    })
    if (options.vm) {
      engineOfOurOwn(host, leave.signal).catch((error) => {
        if (!leave.signal.aborted) log.warn({ err: error }, 'the virtual machine did not start')
      })
    }
    log.info({ signal: await asked }, 'ending')
    leave.abort()
    if (!(await closeInTime([serving.close(), host.close()]))) log.warn('not all was closed in time')
    return 0
  },
}

async function announce(serving: Serving, { json, open }: ServeArguments): Promise<void> {
  const { url, port } = serving
  const signInUrl = serving.signInUrl()
  const say = (line: string) => (json ? process.stderr : process.stdout).write(`${line}\n`)
  if (json) process.stdout.write(`${JSON.stringify({ url, signInUrl, port })}\n`)
  else say(`Slipway is at ${url} and lets you in, once, by ${signInUrl}`)
  if (open && !(await openBrowser(serving.signInUrl())))
    say('No browser could be opened; open the link above yourself.')
  if (process.stdin.isTTY) {
    say('Enter gives another link, Ctrl-C ends.')
    createInterface(process.stdin)
      .on('line', () => say(serving.signInUrl()))
      // In raw terminals readline takes Ctrl-C for itself.
      .on('SIGINT', () => process.kill(process.pid, 'SIGINT'))
  }
}

/**
 * Says on stderr when the selected engine can’t be reached, and when it can again; the UI does so too.
 * @param ownEngine where there is none, Slipway brings its own, and that is told of instead
 */
async function reportEngine(host: Host, ownEngine: boolean, signal: AbortSignal): Promise<void> {
  let said: string | undefined
  for await (const { engines, selected } of host.engines.watch(signal)) {
    const engine = engines.find(({ id }) => id === selected)
    if (!engine || (ownEngine && host.engines.none)) continue
    const { status } = engine
    if (status.state === 'unreachable' && said !== status.problem.what) {
      process.stderr.write(`${problemLines(status.problem)}\n  Slipway keeps trying.\n`)
      said = status.problem.what
    }
    if (status.state === 'connected' && said !== undefined) {
      process.stderr.write(`The engine at ${engine.address} is there now.\n`)
      said = undefined
    }
  }
}
