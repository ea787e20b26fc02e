import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, truncateSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { z } from 'zod'
import { writeAtomically } from '../../json-file.ts'
import { pause } from '../../pause.ts'
import { ACCELERATORS, type Accelerator, type Capabilities, type Driver, type Ending } from '../driver.ts'
import { VmError } from '../failure.ts'
import type { VmFolder } from '../folder.ts'
import { program } from '../program.ts'
import { Qmp } from '../qmp.ts'
import type { Choice } from './accelerators.ts'
import { qemuArguments } from './arguments.ts'
import { Disk } from './disk.ts'
import { forwardsOf, QemuMachine } from './machine.ts'
import { loadFrom } from './migration.ts'
import type { Qemu } from './program.ts'
import { startFailure } from './start-failure.ts'

const capabilitiesOn = (platform: NodeJS.Platform): Capabilities => ({
  pause: true,
  balloon: true,
  resizeDisk: true,
  forward: true,
  restorePoints: true,
  // Both need sockets that a second process can come to; on Windows QEMU has pipes, which serve the first alone.
  save: platform !== 'win32',
  adopt: platform !== 'win32',
  shares: '9p',
})

/** What is written down of a machine that runs, for a process that comes after a killed one. */
const runningSchema = z.object({
  pid: z.number().int().positive(),
  accelerator: z.enum(ACCELERATORS),
  version: z.string(),
})

const GREETING_MS = 60_000

/** The driver that runs machines in QEMU. */
export function qemuDriver(qemu: Qemu, choice: Choice, platform: NodeJS.Platform = process.platform): Driver {
  const capabilities = capabilitiesOn(platform)

  return {
    kind: 'qemu',
    described: nameOf(qemu.version, choice.accelerator),
    capabilities,
    disk: (path) => new Disk(qemu.image, path),
    start: async (spec, signal) => {
      const { folder } = spec
      for (const line of platform === 'win32' ? [] : [folder.monitor, folder.control]) await rm(line, { force: true })
      const complaints = openSync(folder.complaints, 'a', 0o600)
      truncateSync(folder.complaints)
      const child = spawn(qemu.system, qemuArguments(spec, choice.accelerator, platform), {
        // In a session of its own: a Ctrl-C in our terminal is ours to answer, and it outlives us when we are killed.
        detached: true,
        stdio: ['ignore', complaints, complaints],
        windowsHide: true,
      })
      closeSync(complaints)
      const ended = new Promise<Ending>((resolve) => {
        child.once('error', (error) => resolve({ code: null, signal: null, complaint: error.message }))
        child.once('exit', (code, by) => resolve({ code, signal: by, complaint: complaintIn(folder) }))
      })
      const { pid } = child
      if (pid === undefined) throw startFailure((await ended).complaint, spec)
      child.unref()
      try {
        const running = { pid, accelerator: choice.accelerator, version: qemu.version }
        await writeAtomically(folder.machine, `${JSON.stringify(running)}\n`)
        const machine = await open(folder, running, ended, capabilities, signal)
        if (spec.resume) await resumeSaved(folder, machine.qmp)
        return machine.machine
      } catch (error) {
        child.kill('SIGKILL')
        if (signal?.aborted) throw signal.reason
        throw error instanceof VmError ? error : startFailure((await ended).complaint || String(error), spec)
      }
    },
    adopt: async (spec, signal) => {
      const { folder } = spec
      const running = await readRunning(folder)
      if (running === undefined || !isAlive(running.pid) || !(await isOurs(running.pid, folder))) return undefined
      const ended = gone(running.pid, folder)
      try {
        return (await open(folder, running, ended, capabilities, signal)).machine
      } catch {
        signal?.throwIfAborted()
        // It is there and does not answer: only the power switch is left.
        if (isAlive(running.pid)) process.kill(running.pid, 'SIGKILL')
        await ended
        return undefined
      }
    },
  }
}

type RunningQemu = z.infer<typeof runningSchema>

async function open(
  folder: VmFolder,
  { pid, accelerator, version }: RunningQemu,
  ended: Promise<Ending>,
  capabilities: Capabilities,
  signal: AbortSignal | undefined,
): Promise<{ machine: QemuMachine; qmp: Qmp }> {
  const monitor = await line(folder.monitor, ended, signal)
  const qmp = await Qmp.open(monitor, GREETING_MS)
  try {
    const control = await line(folder.control, ended, signal)
    const ssh = (await forwardsOf(qmp)).find(({ guestPort, protocol }) => guestPort === 22 && protocol === 'tcp')
    if (ssh === undefined) throw new Error('QEMU forwards no port to the guest’s SSH server.')
    const described = nameOf(version, accelerator)
    const options = { folder, capabilities, described, pid, qmp, control, sshPort: ssh.hostPort, ended }
    return { machine: new QemuMachine(options), qmp }
  } catch (error) {
    qmp.close()
    throw error
  }
}

/** Connects to one of QEMU’s lines as soon as it is there. */
async function line(path: string, ended: Promise<Ending>, signal: AbortSignal | undefined): Promise<Socket> {
  let over: Ending | undefined
  ended.then((ending) => {
    over = ending
  })
  const until = Date.now() + GREETING_MS
  while (true) {
    signal?.throwIfAborted()
    if (over !== undefined) throw new Error(over.complaint)
    try {
      return await connected(path)
    } catch (error) {
      if (Date.now() > until) throw error
      await pause(10)
    }
  }
}

async function connected(path: string): Promise<Socket> {
  return await new Promise((resolve, reject) => {
    const socket = connect(path)
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      resolve(socket)
    })
  })
}

async function resumeSaved(folder: VmFolder, qmp: Qmp): Promise<void> {
  try {
    await loadFrom(folder.saved, qmp)
  } catch (error) {
    throw new VmError('saved-unusable', {
      what: 'The saved state can’t be used.',
      why: error instanceof Error ? error.message : String(error),
      next: 'Start the virtual machine from the beginning; its disk is as it was.',
    })
  }
}

async function readRunning(folder: VmFolder): Promise<RunningQemu | undefined> {
  const text = await readFile(folder.machine, 'utf8').catch(() => '')
  try {
    return runningSchema.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Whether the process is the machine of this folder, and not one that got its number later. */
async function isOurs(pid: number, folder: VmFolder): Promise<boolean> {
  const said =
    process.platform === 'linux'
      ? await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
      : await program('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => '')
  return said.includes(folder.data)
}

/** Resolves when a process that is no child of ours is gone. */
async function gone(pid: number, folder: VmFolder): Promise<Ending> {
  while (isAlive(pid)) await pause(100)
  return { code: null, signal: null, complaint: complaintIn(folder) }
}

/** The end of what QEMU complained about. */
function complaintIn(folder: VmFolder): string {
  if (!existsSync(folder.complaints)) return ''
  return readFileSync(folder.complaints, 'utf8').slice(-4000).trim()
}

const nameOf = (version: string, accelerator: Accelerator) =>
  `QEMU ${version}, ${accelerator === 'tcg' ? 'emulated (tcg)' : accelerator.toUpperCase()}`
