import type { VmLive, VmMountReport, VmSettings, VmStage } from '../../../contract/index.ts'
import type { Attach, Attachment } from '../attachment.ts'
import type { Door } from '../connection/door.ts'
import { Guest, type GuestHealth, type GuestWord } from '../control.ts'
import type { Ending, Machine, Share } from '../driver.ts'
import { VmError } from '../failure.ts'
import type { VmFolder } from '../folder.ts'
import { guestFailure } from './guest-failure.ts'

/** The stages of a boot in which the guest says how far it is, in the order in which they are waited for. */
const BOOT: readonly VmStage[] = ['kernel', 'root', 'network', 'data']
const REPAIR_MS = 3_600_000
/** An emulated guest with much to do answers late. */
const ANSWER_MS = 60_000

export type SessionOptions = {
  folder: VmFolder
  settings: VmSettings
  machine: Machine
  attach: readonly Attach[]
  door: Door
  /** Lets the guest mend its disk as it can, when it finds it broken. */
  repair: boolean
  /** What is waited for now. */
  onStage(stage: VmStage): void
  /** After the start: the engine no longer answers, and answers again. */
  onEngine(answers: boolean): void
  onHealth(health: GuestHealth): void
  onNote(text: string): void
  onLive(live: VmLive): void
  /** What the machine was started with. */
  shares: readonly Share[]
}

/** One machine, from its start to its end: what the guest says, and what stands on it. */
export class Session {
  readonly machine: Machine
  readonly guest: Guest
  readonly #options: SessionOptions
  readonly #reached = new Set<string>()
  #attachments: Promise<Attachment[]> | undefined
  #closed = false
  #answers = false
  #started = false
  #stage: VmStage | undefined
  #engineTrouble = ''
  #wake: () => void = () => {}
  #failure: VmError | undefined
  /** Whether the guest said that all was written. */
  clean = false

  constructor(options: SessionOptions) {
    this.#options = options
    this.machine = options.machine
    this.guest = new Guest(options.machine.control)
    this.guest.listen((word) => this.#hear(word))
  }

  /**
   * Resolves when the engine answers, from the host’s side.
   * @throws VmError with the culprit, or the signal's reason
   */
  async start(signal: AbortSignal): Promise<void> {
    const ended = this.machine.ended.then((ending) => {
      throw endedEarly(ending)
    })
    const answers = this.#untilAnswers(signal)
    // Of the two only the first counts; the other may well fail later.
    for (const one of [ended, answers]) one.catch(() => {})
    await Promise.race([answers, ended])
    this.#started = true
  }

  /** Takes over a machine that runs: the guest says how it is. @throws as `start` */
  async takeOver(signal: AbortSignal): Promise<void> {
    this.#tellStage('engine')
    await this.guest.ask({ do: 'hello' }, ANSWER_MS)
    await this.start(signal)
  }

  /** Lets a machine that was loaded from its saved state go on. @throws as `start` */
  async wake(signal: AbortSignal): Promise<void> {
    await this.machine.resume()
    // The network is there as it was; what stands on the machine need not wait for its clock.
    const attaching = this.#attach()
    attaching.catch(() => {})
    await this.#thaw()
    await this.start(signal)
    this.#options.onNote('It went on from its saved state.')
  }

  /** Whether something in it has work to do. */
  async busy(): Promise<boolean> {
    return ((await this.#attachments) ?? []).some((attachment) => attachment.busy())
  }

  async pause(): Promise<void> {
    await this.machine.pause()
  }

  /** Goes on after a pause, or after the computer slept: the clock is set, and what stands on it told. */
  async resume(): Promise<void> {
    await this.machine.resume()
    await this.freshen()
  }

  /** Sets the guest’s clock and has the connections looked at. */
  async freshen(): Promise<void> {
    await this.#thaw()
    for (const attachment of (await this.#attachments) ?? []) await attachment.resumed()
  }

  /** Writes all out and lets go of what a saved machine can’t have; then saves it, and it ends. */
  async save(progress: (done: number, total: number) => void): Promise<void> {
    if ((await this.machine.running()) === 'paused') await this.machine.resume()
    const attachments = (await this.#attachments) ?? []
    for (const attachment of attachments.toReversed()) await attachment.suspend()
    // Should its state not be usable later, then its disk is as after a power cut; this way with all that was written.
    await this.guest.ask({ do: 'drop-caches' }, ANSWER_MS)
    await this.machine.save(progress)
  }

  /**
   * Has the guest stop its containers within their grace, then all the rest; takes its power away when it doesn’t.
   * @param seconds how long containers may take
   */
  async stop(seconds: number): Promise<void> {
    const late = new AbortController()
    const timer = setTimeout(() => late.abort(), (seconds + 60) * 1000)
    try {
      // One whose disk was full stands still, and hears nothing until it goes on.
      if ((await this.machine.running()) !== 'running') await this.machine.resume()
      await this.guest.ask({ do: 'shutdown', seconds }, ANSWER_MS)
      await Promise.race([
        this.machine.ended,
        new Promise((_, reject) => late.signal.addEventListener('abort', () => reject(late.signal.reason))),
      ])
    } catch {
      await this.machine.kill()
    } finally {
      clearTimeout(timer)
      await this.close()
    }
  }

  async kill(): Promise<void> {
    await this.machine.kill()
    await this.close()
  }

  /** Tries how a folder of this computer does as a container’s mount. @throws SlipwayError */
  async tryMount(path: string): Promise<VmMountReport | undefined> {
    for (const attachment of (await this.#attachments) ?? []) {
      const report = await attachment.tryMount?.(path)
      if (report) return report
    }
    return undefined
  }

  /** Lets go of all that stands on it; the machine has ended. */
  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    this.guest.close()
    const attachments = await (this.#attachments ?? Promise.resolve([])).catch(() => [])
    for (const attachment of attachments.toReversed()) await attachment.close().catch(() => {})
  }

  /** Why the engine doesn’t answer, in its own last words. */
  get engineTrouble(): string {
    return this.#engineTrouble
  }

  async #thaw(): Promise<void> {
    const now = Date.now()
    await this.guest.ask({ do: 'thaw', seconds: Math.floor(now / 1000), nanos: (now % 1000) * 1e6 }, ANSWER_MS)
  }

  #hear(word: GuestWord): void {
    switch (word.event) {
      case 'stage':
        this.#reached.add(word.name)
        if (word.name === 'network') this.#attach().catch(() => {})
        this.#tellStage(BOOT.find((stage) => !this.#reached.has(stage)) ?? 'engine')
        return
      case 'ready':
        this.#setAnswers(true)
        return
      case 'not-ready':
        this.#setAnswers(false)
        return
      case 'health':
        this.#options.onHealth(word)
        // One that was taken over, or resumed, said long ago that it is ready.
        if (word.ready !== this.#answers) this.#setAnswers(word.ready)
        return
      case 'service':
        if (word.state === 'ended' && word.wanted) this.#engineTrouble = `${word.name} ended: ${word.why ?? ''}`
        return
      case 'disk':
        if (word.did !== 'checked') this.#options.onNote(`Its data disk was ${word.did}.`)
        return
      case 'reserve':
        this.#options.onNote('Its data disk is full; a reserve was given up so that the engine starts. Prune now.')
        return
      case 'failed':
        this.#failed(word)
        return
      case 'off':
        this.clean = word.clean
        return
    }
  }

  async #untilAnswers(signal: AbortSignal): Promise<void> {
    while (!this.#answers) {
      if (this.#failure) throw this.#failure
      await new Promise<void>((resolve, reject) => {
        this.#wake = resolve
        signal.throwIfAborted()
        signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      })
    }
    for (const attachment of await this.#attach()) await attachment.ready(signal)
  }

  /** Tells of a stage once: telling of it again would give it a new deadline. */
  #tellStage(stage: VmStage): void {
    if (this.#started || stage === this.#stage) return
    this.#stage = stage
    this.#options.onStage(stage)
  }

  #setAnswers(answers: boolean): void {
    this.#answers = answers
    this.#wake()
    if (this.#started) this.#options.onEngine(answers)
  }

  #failed(word: Extract<GuestWord, { event: 'failed' }>): void {
    if (word.code === 'broken' && this.#options.repair) {
      // Its `stage` and `disk` words tell how it went; a refusal is a failure as any.
      this.guest
        .ask({ do: 'repair' }, REPAIR_MS)
        .catch((error) => this.#giveUp(guestFailure(word, this.#options.folder, error)))
      return
    }
    const failure = guestFailure(word, this.#options.folder)
    if (failure === undefined) this.#options.onNote(`${word.stage}: ${word.why}`)
    else this.#giveUp(failure)
  }

  #giveUp(failure: VmError | undefined): void {
    this.#failure = failure
    this.#wake()
  }

  /** Begins what stands on the machine, once. */
  #attach(): Promise<Attachment[]> {
    this.#attachments ??= this.#open()
    return this.#attachments
  }

  async #open(): Promise<Attachment[]> {
    const { folder, settings, attach, shares, door, onLive } = this.#options
    const link = { folder, settings, machine: this.machine, guest: this.guest, shares, door, show: onLive }
    const open: Attachment[] = []
    for (const begin of attach) open.push(await begin(link))
    return open
  }
}

function endedEarly({ code, signal, complaint }: Ending): VmError {
  const how = signal === null ? `ended with ${code ?? 'an unknown code'}` : `was ended by ${signal}`
  return new VmError(
    'ended',
    {
      what: 'The virtual machine ended in the midst of its start.',
      why: `QEMU ${how}. ${complaint.split('\n').at(-1) ?? ''}`.trim(),
      next: 'Start it again. If it stays, look at its console: `slipway vm logs`',
    },
    [{ kind: 'start', label: 'Start again', command: 'slipway vm start' }],
  )
}
