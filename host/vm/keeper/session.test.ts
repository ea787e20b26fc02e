import { Duplex } from 'node:stream'
import { expect, test } from 'vitest'
import type { VmStage } from '../../../contract/index.ts'
import { vmSettings } from '../../../contract/vm.ts'
import type { Attach } from '../attachment.ts'
import { Door } from '../connection/door.ts'
import type { Ending, Machine } from '../driver.ts'
import { VmError } from '../failure.ts'
import { vmFolder } from '../folder.ts'
import { Session } from './session.ts'

/** A machine whose guest says what it is told to, and answers every command. */
class ScriptedMachine extends Duplex {
  readonly asked: string[] = []
  readonly #ended = Promise.withResolvers<Ending>()
  readonly machine: Machine

  constructor() {
    super()
    const refuse = () => Promise.reject(new Error('not in this test'))
    this.machine = {
      capabilities: {
        ...{ pause: true, save: true, balloon: false, resizeDisk: false },
        ...{ forward: false, restorePoints: false, adopt: true, shares: '9p' },
      },
      described: 'a script',
      pid: undefined,
      sshPort: undefined,
      control: this,
      ended: this.#ended.promise,
      openSsh: refuse,
      running: async () => 'running',
      onRunning: () => () => {},
      pause: async () => {},
      resume: async () => void this.asked.push('(resume)'),
      save: async () => void this.asked.push('(save)'),
      balloon: refuse,
      memory: refuse,
      growDisk: refuse,
      forward: refuse,
      unforward: refuse,
      kill: async () => this.end_('SIGKILL'),
    }
  }

  override _read(): void {}
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    for (const line of chunk.toString().trim().split('\n')) {
      const { id, do: what } = JSON.parse(line)
      this.asked.push(what)
      this.push(`${JSON.stringify({ re: id, ok: true, at: 1 })}\n`)
      if (what === 'repair') this.say({ event: 'stage', name: 'data' }, { event: 'ready' })
      if (what === 'hello') this.say({ event: 'health', ready: true })
      if (what !== 'shutdown') continue
      this.say({ event: 'off', clean: true })
      setImmediate(() => this.end_(null))
    }
    done()
  }

  say(...words: Record<string, unknown>[]): void {
    for (const word of words) this.push(`${JSON.stringify({ ...word, at: 1 })}\n`)
  }

  end_(signal: string | null): void {
    this.#ended.resolve({ code: null, signal, complaint: 'qemu: so it was' })
  }
}

const BOOT = ['kernel', 'root', 'network', 'data'].map((name) => ({ event: 'stage', name }))

function begin(options: { repair?: boolean; attach?: Attach[] } = {}) {
  const scripted = new ScriptedMachine()
  const stages: VmStage[] = []
  const engine: boolean[] = []
  const notes: string[] = []
  const session = new Session({
    folder: vmFolder('/state', 'default', 'linux'),
    settings: vmSettings.parse({}),
    machine: scripted.machine,
    attach: options.attach ?? [],
    door: new Door({ path: '/state/none', own: '/state/none', wake: async () => {} }),
    repair: options.repair ?? false,
    onStage: (stage) => stages.push(stage),
    onEngine: (answers) => engine.push(answers),
    onHealth: () => {},
    onNote: (text) => notes.push(text),
    onLive: () => {},
    shares: [],
  })
  return { scripted, session, stages, engine, notes, started: session.start(new AbortController().signal) }
}

test('a stage is told of once, when what comes before it is reached, in whatever order the guest says so', async () => {
  const { scripted, stages, started, session, engine } = begin()
  scripted.say(
    { event: 'stage', name: 'kernel' },
    { event: 'stage', name: 'data' },
    { event: 'stage', name: 'root' },
    { event: 'stage', name: 'modules' },
    { event: 'stage', name: 'network' },
    { event: 'ready' },
  )
  await started
  expect(stages).toEqual(['root', 'network', 'engine'])
  scripted.say({ event: 'not-ready' }, { event: 'ready' })
  await expect.poll(() => engine).toEqual([false, true])
  await session.stop(5)
  expect(session.clean).toBe(true)
})

test('what stands on it begins with the network, must work before it is ready, and ends with it', async () => {
  const told: string[] = []
  const attach: Attach = async () => {
    told.push('begun')
    return {
      ready: async () => void told.push('ready'),
      busy: () => told.includes('resumed'),
      suspend: async () => void told.push('suspended'),
      resumed: async () => void told.push('resumed'),
      close: async () => void told.push('closed'),
    }
  }
  const { scripted, started, session } = begin({ attach: [attach] })
  scripted.say(...BOOT)
  await expect.poll(() => told).toEqual(['begun'])
  scripted.say({ event: 'ready' })
  await started
  expect(await session.busy()).toBe(false)
  await session.resume()
  expect(await session.busy()).toBe(true)
  await session.save(() => {})
  await session.close()
  expect(told).toEqual(['begun', 'ready', 'resumed', 'suspended', 'closed'])
  expect(scripted.asked).toEqual(['(resume)', 'thaw', 'drop-caches', '(save)'])
})

test('what can’t be attached fails the start with its reason', async () => {
  const attach: Attach = () => Promise.reject(new VmError('guest', { what: 'No.', why: 'So.', next: 'Look.' }))
  const { scripted, started } = begin({ attach: [attach] })
  scripted.say(...BOOT, { event: 'ready' })
  await expect(started).rejects.toThrow('So.')
})

test('a broken disk fails the start, with its repair; and is repaired where that was asked for', async () => {
  const broken = { event: 'failed', stage: 'disk', code: 'broken', why: 'e2fsck could not mend it' }
  const first = begin()
  first.scripted.say(...BOOT.slice(0, 3), broken)
  await expect(first.started).rejects.toMatchObject({
    failure: { code: 'data-broken', mends: [{ kind: 'repair-disk' }, { kind: 'set-disk-aside' }] },
  })
  const second = begin({ repair: true })
  second.scripted.say(...BOOT.slice(0, 3), broken)
  await second.started
  expect(second.scripted.asked).toEqual(['repair'])
})

test('what the guest goes on without is a note; what it can’t, the culprit', async () => {
  const { scripted, started, notes } = begin()
  scripted.say({ event: 'failed', stage: 'modules', code: 'load', why: '/modules/x.ko' })
  await expect.poll(() => notes).toEqual(['modules: /modules/x.ko'])
  scripted.say({ event: 'failed', stage: 'root', code: 'image', why: 'the image’s disk can’t be mounted' })
  await expect(started).rejects.toMatchObject({ failure: { code: 'guest' } })
})

test('a machine that ends in the midst of it is the culprit, with its last words', async () => {
  const { scripted, started } = begin()
  scripted.say(...BOOT)
  scripted.end_('SIGKILL')
  await expect(started).rejects.toMatchObject({ failure: { code: 'ended', problem: { why: /SIGKILL.*so it was/ } } })
})

test('one that was given up ends at once', async () => {
  const { session } = begin()
  const stop = new AbortController()
  const started = session.start(stop.signal)
  stop.abort(new Error('stopped'))
  await expect(started).rejects.toThrow('stopped')
})

test('one that is taken over says by its health that it is ready', async () => {
  const { scripted, session } = begin()
  await session.takeOver(new AbortController().signal)
  expect(scripted.asked).toEqual(['hello'])
})
