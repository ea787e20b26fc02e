import type { VmStatus } from '../../../contract/index.ts'
import { stateFolder } from '../../log.ts'
import { savedStatus, VmClient, VmError, type VmFolder, vmFolder, vmNames } from '../../vm/index.ts'
import { type Command, UsageError } from '../command.ts'
import { plain } from '../say.ts'
import { vmDoctor } from './doctor.ts'
import { vmHelp } from './help.ts'
import { showLog } from './logs.ts'
import { type VmArguments, vmArguments } from './options.ts'
import { vmPlaces } from './places.ts'
import { failureLines, size, statusLines } from './print.ts'
import { reset } from './reset.ts'
import { openShell } from './shell.ts'
import { showingStages } from './stages.ts'

export const vmCommand: Command = {
  summary: 'run a small Linux machine with a Docker engine in it',
  help: vmHelp,
  run: async (args) => {
    const given = vmArguments(args)
    if (given === 'help') {
      process.stdout.write(vmHelp)
      return 0
    }
    const state = stateFolder()
    try {
      return await run(given, vmFolder(state, given.name), state)
    } catch (error) {
      if (!(error instanceof VmError)) throw error
      if (given.json) process.stdout.write(`${JSON.stringify({ failure: error.failure })}\n`)
      else process.stderr.write(`${failureLines(error.failure)}\n`)
      return 1
    }
  },
}

async function run(given: VmArguments, folder: VmFolder, state: string): Promise<number> {
  const { action, json } = given
  if (action === 'list') return await list(state, json)
  if (action === 'doctor') return await vmDoctor(folder, state, given)
  if (action === 'logs') return await showLog(folder, given)
  if (action === 'status') return await showStatus(await statusOf(folder, state), given)
  const client = await VmClient.open(folder, state, vmPlaces())
  try {
    if (action === 'shell') return await openShell(await client.status(), given.words)
    if (action === 'reset' && !(await reset(client, folder, given))) return 1
    const result = await showingStages(client, !json, () => perform(given, client))
    if (result !== undefined && !json) process.stdout.write(`${plain(result)}\n`)
    if (json) process.stdout.write(`${JSON.stringify(await client.status())}\n`)
    return 0
  } finally {
    client.close()
  }
}

/** Does it; gives what is to be said when it is done. */
async function perform(given: VmArguments, client: VmClient): Promise<string | undefined> {
  const { action, cold } = given
  switch (action) {
    case 'start':
      await client.do({ do: 'start', stay: true, cold })
      return `The engine answers at ${(await client.status()).address}`
    case 'restart':
      await client.do({ do: 'stop' })
      await client.do({ do: 'start', stay: true, cold })
      return `The engine answers at ${(await client.status()).address}`
    case 'stop':
    case 'pause':
    case 'resume':
    case 'save':
      await client.do({ do: action })
      return undefined
    case 'trim':
      return `${size(Number(await client.do({ do: 'trim' })))} of memory and disk were given back to this computer.`
    case 'resize': {
      await client.do({ do: 'change', settings: given.change })
      const { restartNeeded } = await client.status()
      return restartNeeded ? 'It takes effect at the next start: `slipway vm restart`' : undefined
    }
    case 'reset':
      await client.do({ do: 'reset' })
      return 'Its next start begins with an empty disk. The former one is a restore point: `slipway vm restore`'
    case 'repair':
      if (given.setAside) {
        await client.do({ do: 'set-disk-aside' })
        return 'The disk is set aside, as a restore point. The next start begins with an empty one.'
      }
      await client.do({ do: 'stop' })
      await client.do({ do: 'start', stay: true, repair: true, cold: true })
      return 'Its disk was mended as far as that is possible, and its engine answers.'
    case 'restore':
      return await restore(given, client)
    default:
      return undefined
  }
}

async function restore({ words: [point], make, forget }: VmArguments, client: VmClient): Promise<string> {
  if (make) return `Made ${await client.do({ do: 'keep' })}`
  if (point === undefined) {
    await client.do({ do: 'look' })
    const { restorePoints } = await client.status()
    if (restorePoints.length === 0)
      return 'There is no restore point yet. One is made before each update, resize and reset.'
    return restorePoints
      .map(
        ({ id, made, bytes }) =>
          `${id}  ${new Date(made).toLocaleString()}${bytes === undefined ? '' : `  ${size(bytes)}`}`,
      )
      .join('\n')
  }
  if (!/^\d{8}T\d{9}Z-[a-z]+$/.test(point)) throw new UsageError(`“${point}” is no restore point.`)
  await client.do({ do: forget ? 'forget' : 'restore', point })
  return forget
    ? 'It is forgotten.'
    : 'The disk is what it was then. As it was until now, it is a restore point itself.'
}

/** Starts no keeper unless one has to look what was left running. */
async function statusOf(folder: VmFolder, state: string): Promise<VmStatus> {
  const saved = async () => (await VmClient.find(folder)) ?? (await savedStatus(folder))
  const found = (await saved()) ?? (await VmClient.open(folder, state, vmPlaces()))
  if (!(found instanceof VmClient)) return found
  try {
    await found.do({ do: 'look' })
    return await found.status()
  } finally {
    found.close()
  }
}

async function showStatus(status: VmStatus, { json, address }: VmArguments): Promise<number> {
  if (address) process.stdout.write(`${status.address}\n`)
  else process.stdout.write(`${json ? JSON.stringify(status) : statusLines(status)}\n`)
  return 0
}

async function list(state: string, json: boolean): Promise<number> {
  const all = await Promise.all(vmNames(state).map((name) => statusOf(vmFolder(state, name), state)))
  if (json) process.stdout.write(`${JSON.stringify(all)}\n`)
  else if (all.length === 0) process.stdout.write('There is none yet. `slipway vm start` makes one.\n')
  else for (const status of all) process.stdout.write(`${statusLines(status).split('\n')[0]}\n`)
  return 0
}
