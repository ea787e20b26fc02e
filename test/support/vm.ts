import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { readImage, type VmImage } from '../../host/vm/image.ts'
import { makeKey } from '../../host/vm/keys.ts'
import type { LedgerSource } from '../../host/vm/ledger/index.ts'
import { kernelLine, machineArguments } from '../../host/vm/qemu/arguments.ts'
import { Qmp } from '../../host/vm/qmp.ts'
import { unpackImage } from '../../host/vm/unpack.ts'
import { type Architecture, RECIPE } from '../../scripts/vm-image/lock.ts'
import { endChild } from './end-child.ts'
import { findExecutable } from './executable.ts'
import { freePort } from './free-port.ts'
import { run } from './run.ts'

const guestHealth = z.looseObject({
  event: z.literal('health'),
  ready: z.boolean(),
  memory_total: z.number(),
  memory_available: z.number(),
  disk_total: z.number(),
  disk_free: z.number(),
  at: z.number(),
})

const wordSchema = z.looseObject({
  event: z.string().optional(),
  re: z.number().optional(),
  ok: z.boolean().optional(),
  at: z.number(),
})

/** One line that the guest said, with the milliseconds since QEMU was started. */
export type Word = z.infer<typeof wordSchema> & { after: number }

export type Command = { do: string } & Record<string, string | number | boolean>

const MACHINE: Record<Architecture, { program: string; compiler: string }> = {
  amd64: { program: 'qemu-system-x86_64', compiler: 'x86_64-linux-gnu-gcc' },
  arm64: { program: 'qemu-system-aarch64', compiler: 'aarch64-linux-gnu-gcc' },
}

/** virtiofsd reads and writes the guest's memory, so that memory has to be shared. */
const FAST_SHARE = (socket: string): string[] => [
  ...['-object', 'memory-backend-memfd,id=memory,size=1024M,share=on', '-numa', 'node,memdev=memory'],
  ...['-chardev', `socket,id=fast,path=${socket}`, '-device', 'vhost-user-fs-pci,chardev=fast,tag=fast'],
]

/** The program that serves a folder over virtiofs, where Debian has it, old or new; undefined when there is none. */
export function virtiofsDaemon(): string | undefined {
  const places = ['/usr/libexec/virtiofsd', '/usr/lib/qemu/virtiofsd']
  return findExecutable('virtiofsd') ?? places.find((path) => existsSync(path))
}

/** The architecture that is tested: SLIPWAY_VM_ARCH, which `npm run test:vm -- --arch arm64` sets; amd64 unless told. */
export function testArchitecture(): Architecture {
  return process.env.SLIPWAY_VM_ARCH === 'arm64' ? 'arm64' : 'amd64'
}

/** The folder that the image under test is built into. */
export const testImage = (architecture: Architecture): string => join(RECIPE, 'out', architecture)

/** Why no VM can run here, in a sentence; undefined when one can. */
export function vmObstacle(architecture: Architecture = 'amd64'): string | undefined {
  const { program, compiler } = MACHINE[architecture]
  const needed = [program, compiler, 'qemu-img', 'mksquashfs', 'xz', 'make', 'ssh', 'docker', 'debugfs']
  const missing = needed.filter((name) => findExecutable(name) === undefined)
  return missing.length === 0 ? undefined : `${missing.join(', ')} not installed`
}

/** A virtual machine of a test: its folder, with keys and a data disk, outlives each start. */
export class TestVm {
  readonly folder: string
  readonly #image: VmImage
  readonly #architecture: Architecture
  readonly #port: number
  #machine: ChildProcess | undefined
  #line: Socket | undefined
  #tunnel: ChildProcess | undefined
  #folderServer: ChildProcess | undefined
  #words: Word[] = []
  #waiting: (() => void)[] = []
  #began = 0
  #lastId = 0

  private constructor(folder: string, image: VmImage, architecture: Architecture, port: number) {
    this.folder = folder
    this.#image = image
    this.#architecture = architecture
    this.#port = port
  }

  /** A folder that the guest may write to, once it is mounted: the share `work`. */
  get work(): string {
    return join(this.folder, 'work')
  }

  /** @param image the folder that the image was built into */
  static async create(image: string, architecture: Architecture, diskSize = '4G'): Promise<TestVm> {
    const folder = await mkdtemp(join(tmpdir(), 'slipway-vm-'))
    await mkdir(join(folder, 'work'))
    const [port, client, host] = [await freePort(), makeKey(), makeKey()]
    await writeFile(join(folder, 'client'), client.openssh, { mode: 0o600 })
    await writeFile(join(folder, 'authorized_keys'), `${client.publicLine}\n`)
    await writeFile(join(folder, 'host_key'), host.dropbear, { mode: 0o600 })
    await writeFile(join(folder, 'known_hosts'), `[127.0.0.1]:${port} ${host.publicLine}\n`)
    await run('qemu-img', ['create', '-q', '-f', 'qcow2', join(folder, 'data.qcow2'), diskSize])
    const { image: packed } = await readImage(image, false)
    const unpacked = await unpackImage(packed, join(folder, 'image'))
    return new TestVm(folder, unpacked.image, architecture, port)
  }

  /**
   * Starts QEMU and listens to the guest.
   * @param virtiofs a folder of the host to be had as the share `fast`, by the program virtiofsd
   */
  async start({ virtiofs }: { virtiofs?: string } = {}): Promise<void> {
    this.#words = []
    if (virtiofs !== undefined) await this.#serveFolder(virtiofs)
    this.#began = performance.now()
    const machine = spawn(MACHINE[this.#architecture].program, this.#arguments(virtiofs !== undefined), {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    this.#machine = machine
    let complaint = ''
    machine.stderr.on('data', (part: Buffer) => {
      complaint += part.toString()
    })
    const socket = join(this.folder, 'control')
    while (!existsSync(socket)) {
      if (machine.exitCode !== null) throw new Error(`QEMU ended with ${machine.exitCode}: ${complaint}`)
      await sleep(10)
    }
    const line = connect(socket)
    this.#line = line
    line.on('error', () => line.destroy())
    machine.once('exit', () => this.#wake())
    createInterface({ input: line }).on('line', (text) => {
      this.#words.push({ ...wordSchema.parse(JSON.parse(text)), after: performance.now() - this.#began })
      this.#wake()
    })
  }

  /**
   * Waits for a word of the guest, said already or not yet.
   * @param deadline in milliseconds
   * @throws Error with all that it said, and the console’s end, when the word doesn’t come
   */
  async word(what: string, is: (word: Word) => boolean, deadline: number): Promise<Word> {
    const ends = performance.now() + deadline
    for (;;) {
      const found = this.#words.find(is)
      if (found !== undefined) return found
      const left = ends - performance.now()
      const ended = this.#machine === undefined || this.#machine.exitCode !== null || this.#machine.signalCode !== null
      if (left <= 0 || ended) throw new Error(`The guest did not say ${what}. ${await this.#lastWords()}`)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left)
        this.#waiting.push(() => {
          clearTimeout(timer)
          resolve()
        })
      })
    }
  }

  async ready(): Promise<Word> {
    return await this.word('that it is ready', (word) => word.event === 'ready', 300_000)
  }

  /** Sends a command and gives the guest’s answer. */
  async ask(command: Command): Promise<Word> {
    const id = ++this.#lastId
    this.#line?.write(`${JSON.stringify({ id, ...command })}\n`)
    return await this.word(`its answer to ${command.do}`, (word) => word.re === id, 120_000)
  }

  /** What the ledger of its memory and disk is made from. */
  get ledgerSource(): LedgerSource {
    return {
      pid: this.#machine?.pid,
      disk: join(this.folder, 'data.qcow2'),
      ask: (command) => this.ask({ do: command }),
      health: () => guestHealth.safeParse(this.#words.findLast((word) => word.event === 'health')).data,
    }
  }

  /** Opens a stream to the guest’s SSH server. */
  async openSsh(): Promise<Socket> {
    const socket = connect({ host: '127.0.0.1', port: this.#port, noDelay: true })
    await once(socket, 'connect')
    return socket
  }

  /** The keys that the host has: its own private one, and the guest’s public one. */
  async keys(): Promise<{ clientKey: string; hostKeyPublic: string }> {
    const [clientKey, known] = await Promise.all(
      ['client', 'known_hosts'].map((name) => readFile(join(this.folder, name), 'utf8')),
    )
    return { clientKey: clientKey ?? '', hostKeyPublic: (known ?? '').split(' ').slice(1).join(' ') }
  }

  /** QEMU’s monitor. */
  async monitor(): Promise<Qmp> {
    return await Qmp.open(connect(join(this.folder, 'monitor')))
  }

  /** Runs a command line in the guest. */
  async shell(command: string): Promise<string> {
    return await run('ssh', [...this.#sshArguments(), command])
  }

  /** Opens the way to the guest’s dockerd. @returns the address as DOCKER_HOST has it */
  async openEngine(): Promise<string> {
    const socket = join(this.folder, 'docker.sock')
    await rm(socket, { force: true })
    const args = [...this.#sshArguments(), '-N', '-o', 'ExitOnForwardFailure=yes', '-L', `${socket}:/run/docker.sock`]
    const tunnel = spawn('ssh', args, { stdio: 'ignore' })
    this.#tunnel = tunnel
    while (!existsSync(socket)) {
      if (tunnel.exitCode !== null) throw new Error(`ssh ended with ${tunnel.exitCode}.`)
      await sleep(20)
    }
    return `unix://${socket}`
  }

  /** Has the guest shut down, and waits until QEMU has ended. @returns whether the guest calls it clean */
  async shutDown(): Promise<boolean> {
    await this.ask({ do: 'shutdown', seconds: 120 })
    const off = await this.word('that it is off', (word) => word.event === 'off', 150_000)
    const machine = this.#machine
    if (machine !== undefined && machine.exitCode === null)
      await new Promise((resolve) => machine.once('exit', resolve))
    await this.#disconnect()
    return off.clean === true
  }

  /** As a power cut: nothing of the guest gets to write any more. */
  async kill(): Promise<void> {
    const machine = this.#machine
    machine?.kill('SIGKILL')
    if (machine !== undefined && machine.exitCode === null && machine.signalCode === null)
      await new Promise((resolve) => machine.once('exit', resolve))
    await this.#disconnect()
  }

  /**
   * Damages a file of the data disk so that only a repair that decides by itself can mend it; the VM must be off.
   * @param path below the disk’s root
   */
  async damageDisk(path: string): Promise<void> {
    const [disk, raw] = [join(this.folder, 'data.qcow2'), join(this.folder, 'data.raw')]
    await run('qemu-img', ['convert', '-O', 'raw', disk, raw])
    // What the kernel notes down once it meets an error, and an inode that is nothing any more.
    for (const request of ['set_super_value state 2', `set_inode_field ${path} mode 0`])
      await run('debugfs', ['-w', '-R', request, raw])
    await run('qemu-img', ['convert', '-O', 'qcow2', raw, disk])
    await rm(raw)
  }

  /** Makes the data disk larger; the VM must be off. */
  async growDisk(size: string): Promise<void> {
    await run('qemu-img', ['resize', '-q', join(this.folder, 'data.qcow2'), size])
  }

  async remove(): Promise<void> {
    await this.kill()
    await rm(this.folder, { recursive: true, force: true })
  }

  async #serveFolder(path: string): Promise<void> {
    const daemon = virtiofsDaemon()
    if (daemon === undefined) throw new Error('virtiofsd is not installed.')
    const socket = join(this.folder, 'virtiofs')
    const server = spawn(daemon, [`--socket-path=${socket}`, '-o', `source=${path}`], { stdio: 'ignore' })
    this.#folderServer = server
    while (!existsSync(socket)) {
      if (server.exitCode !== null) throw new Error(`virtiofsd ended with ${server.exitCode}.`)
      await sleep(10)
    }
  }

  async #disconnect(): Promise<void> {
    if (this.#folderServer !== undefined) await endChild(this.#folderServer)
    this.#folderServer = undefined
    await rm(join(this.folder, 'virtiofs'), { force: true })
    this.#line?.destroy()
    if (this.#tunnel !== undefined) await endChild(this.#tunnel)
    this.#tunnel = undefined
    for (const name of ['control', 'monitor']) await rm(join(this.folder, name), { force: true })
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake()
  }

  async #lastWords(): Promise<string> {
    const console = await readFile(join(this.folder, 'console.log'), 'utf8').catch(() => '')
    const log = await readFile(join(this.folder, 'services.log'), 'utf8').catch(() => '')
    const said = this.#words.map((word) => JSON.stringify(word)).join('\n')
    return `It said:\n${said}\nIts console ends:\n${console.slice(-1500)}\nIts services’ log ends:\n${log.slice(-1500)}`
  }

  #sshArguments(): string[] {
    const options = [
      'BatchMode=yes',
      'StrictHostKeyChecking=yes',
      `UserKnownHostsFile=${join(this.folder, 'known_hosts')}`,
    ]
    const to = ['-F', 'none', '-i', join(this.folder, 'client'), '-p', String(this.#port), 'root@127.0.0.1']
    return [...options.flatMap((option) => ['-o', option]), ...to]
  }

  #arguments(sharesMemory: boolean): string[] {
    const at = (name: string): string => join(this.folder, name)
    return [
      ...machineArguments(this.#architecture, 'tcg'),
      ...['-smp', '2', '-m', '1024', '-serial', `file:${at('console.log')}`],
      ...['-kernel', this.#image.emulatedKernel, '-initrd', this.#image.initramfs],
      ...['-append', kernelLine(this.#image, 'tcg')],
      ...['-drive', `if=none,id=root,format=raw,readonly=on,file=${this.#image.root}`],
      ...['-device', 'virtio-blk-pci,drive=root,serial=slipway-root'],
      ...['-drive', `if=none,id=data,format=qcow2,discard=unmap,file=${at('data.qcow2')}`],
      ...['-device', 'virtio-blk-pci,drive=data,serial=slipway-data'],
      ...['-qmp', `unix:${at('monitor')},server=on,wait=off`],
      ...['-device', 'virtio-serial-pci', '-chardev', `socket,id=control,path=${at('control')},server=on,wait=off`],
      ...['-device', 'virtserialport,chardev=control,name=slipway.control'],
      ...[
        '-chardev',
        `file,id=log,path=${at('services.log')}`,
        '-device',
        'virtserialport,chardev=log,name=slipway.log',
      ],
      ...[
        '-netdev',
        `user,id=net,hostfwd=tcp:127.0.0.1:${this.#port}-:22`,
        '-device',
        'virtio-net-pci,netdev=net,romfile=',
      ],
      ...['-device', 'virtio-balloon-pci,free-page-reporting=on', '-device', 'virtio-rng-pci'],
      ...['-virtfs', `local,path=${this.folder},mount_tag=share,security_model=none,multidevs=remap,readonly=on`],
      ...['-virtfs', `local,path=${this.work},mount_tag=work,security_model=none,multidevs=remap`],
      ...(sharesMemory ? FAST_SHARE(at('virtiofs')) : []),
      ...['-fw_cfg', `name=opt/slipway/host_key,file=${at('host_key')}`],
      ...['-fw_cfg', `name=opt/slipway/authorized_keys,file=${at('authorized_keys')}`],
    ]
  }
}
