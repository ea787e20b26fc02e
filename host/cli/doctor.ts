import { release } from 'node:os'
import type { Engine } from '../../contract/index.ts'
import { createHost, type Host } from '../index.ts'
import { createLog, stateFolder } from '../log.ts'
import { type Command, readOptions } from './command.ts'
import { plain, problemLines } from './say.ts'
import { toolboxFolder } from './toolbox-folder.ts'
import { closeInTime } from './until-signal.ts'
import { version } from './version.ts'
import { vmPlaces } from './vm/places.ts'

const DEADLINE_MS = 15_000

const help = `Usage: slipway doctor [options]

Tries every engine that this computer knows of, and says what is wrong with it.
Ends with 1 when the one that Slipway would begin with can’t be reached.

  --engine ADDRESS    try this engine, and only this one
  --json              print {"selected","engines"} instead
`

export const doctorCommand: Command = {
  summary: 'try each engine and say what is wrong with it',
  help,
  run: async (args) => {
    const given = readOptions(args, {
      engine: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    })
    if (given.help) {
      process.stdout.write(help)
      return 0
    }
    const folder = stateFolder()
    const { engine } = given
    const host = await createHost({
      stateFolder: folder,
      vm: vmPlaces(),
      toolbox: toolboxFolder,
      log: createLog(folder),
      ...(engine !== undefined && { engine }),
    })
    const { engines, selected } = await settled(host)
    await closeInTime([host.close()])
    const tried = engine === undefined ? engines : engines.filter(({ id }) => id === selected)
    if (given.json) process.stdout.write(`${JSON.stringify({ selected, engines: tried })}\n`)
    else {
      process.stdout.write(`Slipway ${version()}, Node ${process.versions.node}, ${process.platform} ${release()}\n`)
      process.stdout.write(`Its settings and log are in ${folder}\n`)
      for (const one of tried) process.stdout.write(`\n${finding(one, one.id === selected)}\n`)
    }
    return tried.find(({ id }) => id === selected)?.status.state === 'connected' ? 0 : 1
  },
}

/** What is known once every engine answered, or the time is up. */
async function settled(host: Host) {
  const signal = AbortSignal.timeout(DEADLINE_MS)
  try {
    for await (const list of host.engines.watch(signal)) {
      if (list.engines.every(({ status }) => status.state !== 'connecting')) return list
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
  return host.engines.list()
}

function finding({ name, address, status }: Engine, selected: boolean): string {
  const title = plain(`${name}, ${address}${selected ? ' (Slipway begins with this one)' : ''}`)
  if (status.state === 'unreachable') return `FAILED  ${title}\n${problemLines(status.problem).replaceAll(/^/gm, '  ')}`
  if (status.state === 'connecting') return `FAILED  ${title}\n  It did not answer within ${DEADLINE_MS / 1000} s.`
  const { product, version, apiVersion, operatingSystem, rootless } = status.facts
  const kind = `${product === 'podman' ? 'Podman' : 'Docker'} ${version}, API ${apiVersion}`
  return `ok      ${title}\n  ${plain(`${kind}, on ${operatingSystem}${rootless ? ', rootless' : ''}`)}`
}
