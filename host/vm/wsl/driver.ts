import { createReadStream } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { SlipwayError } from '../../errors.ts'
import { pause } from '../../pause.ts'
import type { Capabilities, Driver, Ending, Machine, MachineSpec } from '../driver.ts'
import type { VmFolder } from '../folder.ts'
import { wslFailure } from './failures.ts'
import { GUEST_SCRIPT } from './guest-script.ts'
import { type Distribution, readList, type Wsl } from './wsl.ts'

const CAPABILITIES: Capabilities = {
  ...{ pause: false, save: false, balloon: false, resizeDisk: false, forward: false, restorePoints: false },
  // Its first process ends with whoever started it, and takes all down in order.
  adopt: false,
  shares: 'native',
}

/** A distribution that is being taken down in order is given so long. */
const ENDING_MS = 90_000
const RECIPE = '/etc/slipway-recipe'

/** The driver that runs a machine as a distribution of WSL 2, made of the image’s root as a tar. */
export function wslDriver(wsl: Wsl, root: string): Driver {
  const at = (folder: VmFolder, ...command: string[]) => [
    '--distribution',
    nameOf(folder),
    '--user',
    'root',
    '--exec',
    ...command,
  ]

  return {
    kind: 'wsl2',
    described: 'WSL 2',
    capabilities: CAPABILITIES,
    disk: undefined,
    start: async (spec, signal) => {
      const { folder } = spec
      await ensureDistribution(wsl, spec, root)
      signal?.throwIfAborted()
      await putKey(wsl, at, folder)
      const { stream, ended } = wsl.open(at(folder, '/bin/sh', '-c', GUEST_SCRIPT))
      return machineOf(
        wsl,
        at,
        folder,
        stream,
        ended.then(({ code, text }): Ending => ({ code, signal: null, complaint: text })),
      )
    },
    adopt: async ({ folder }, signal) => {
      const until = Date.now() + ENDING_MS
      while ((await find(wsl, folder))?.running && Date.now() < until) await pause(250, signal)
      await wsl.run(['--terminate', nameOf(folder)])
      return undefined
    },
  }
}

/** Whether WSL 2 is there and works. @throws VmError that says why not */
export async function checkWsl(wsl: Wsl): Promise<void> {
  const answer = await wsl.run(['--status'])
  if (answer.code !== 0) throw wslFailure(answer, 'WSL does not work.')
}

const nameOf = ({ name }: VmFolder) => `slipway-${name}`

async function find(wsl: Wsl, folder: VmFolder): Promise<Distribution | undefined> {
  // Where there is no distribution at all, it says so and fails.
  const { text } = await wsl.run(['--list', '--verbose'])
  return readList(text).find(({ name }) => name === nameOf(folder))
}

type At = (folder: VmFolder, ...command: string[]) => string[]

/** Has the distribution there, with the programs of this image; what is in `/var/lib` stays as it is. */
async function ensureDistribution(wsl: Wsl, { folder, image }: MachineSpec, root: string): Promise<void> {
  const name = nameOf(folder)
  if ((await find(wsl, folder)) === undefined) {
    const place = join(folder.path, 'wsl')
    await mkdir(place, { recursive: true, mode: 0o700 })
    const made = await wsl.run(['--import', name, place, root, '--version', '2'])
    if (made.code !== 0) throw wslFailure(made, 'The virtual machine could not be made.')
  }
  const run = (input: Buffer | ReturnType<typeof createReadStream> | undefined, ...command: string[]) =>
    wsl.run(['--distribution', name, '--user', 'root', '--exec', ...command], input)
  const is = await run(undefined, '/bin/cat', RECIPE)
  if (is.text.trim() === image.recipe) return
  const unpacked = await run(createReadStream(root), '/bin/tar', '-xpzf', '-', '-C', '/')
  if (unpacked.code !== 0) throw wslFailure(unpacked, 'The virtual machine’s system could not be brought up to date.')
  await run(Buffer.from(`${image.recipe}\n`), '/bin/dd', `of=${RECIPE}`)
}

/** Puts the keys where the SSH server looks for them: in memory, as in a machine of our own. */
async function putKey(wsl: Wsl, at: At, folder: VmFolder): Promise<void> {
  const put = async (from: string, to: string) => {
    const script = 'umask 077; mkdir -p /run/slipway/ssh; cat > "$1"'
    const answer = await wsl.run(at(folder, '/bin/sh', '-c', script, 'sh', to), await readFile(from))
    if (answer.code !== 0) throw wslFailure(answer, 'The virtual machine did not start.')
  }
  await put(folder.authorizedKeys, '/run/slipway/ssh/authorized_keys')
  await put(folder.hostKey, '/run/slipway/host_key')
}

function machineOf(wsl: Wsl, at: At, folder: VmFolder, control: Duplex, ended: Promise<Ending>): Machine {
  const terminate = async () => void (await wsl.run(['--terminate', nameOf(folder)]))
  const not = (what: string) => async (): Promise<never> => {
    throw new SlipwayError('UNSUPPORTED', {
      what: `This virtual machine can’t ${what}.`,
      why: 'WSL runs it, which does not have that.',
      next: 'Stop it instead: `slipway vm stop`',
    })
  }
  // Nothing of ours runs in it any more, so it need not be kept in memory.
  const over = ended.then(async (ending) => {
    await terminate()
    return ending
  })
  return {
    capabilities: CAPABILITIES,
    described: 'WSL 2',
    pid: undefined,
    sshPort: undefined,
    control,
    ended: over,
    // The server speaks on its stdin and stdout, so there is no port that another user could come to.
    openSsh: async () => {
      const server = [
        '/usr/sbin/dropbear',
        '-i',
        '-E',
        '-s',
        '-m',
        '-r',
        '/run/slipway/host_key',
        '-D',
        '/run/slipway/ssh',
      ]
      return wsl.open(at(folder, ...server)).stream
    },
    running: async () => 'running',
    onRunning: () => () => {},
    pause: not('be paused'),
    resume: async () => {},
    save: not('save its state'),
    balloon: not('give memory back on request'),
    memory: not('say how much memory it has'),
    growDisk: not('be given a larger disk'),
    forward: not('publish ports by itself'),
    unforward: not('publish ports by itself'),
    kill: async () => {
      await terminate()
      await over
    },
  }
}
