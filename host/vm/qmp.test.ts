import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { endChild } from '../../test/support/end-child.ts'
import { findExecutable } from '../../test/support/executable.ts'
import { Qmp, QmpError } from './qmp.ts'

const program = findExecutable('qemu-system-x86_64')
if (program === undefined) console.warn('SKIPPED: QMP is not tested, since qemu-system-x86_64 is not installed.')

describe.skipIf(program === undefined)('QMP of a real QEMU', () => {
  let folder: string
  let machine: ChildProcess
  let qmp: Qmp

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'slipway-qmp-'))
    const socket = join(folder, 'monitor')
    const args = ['-S', '-nodefaults', '-display', 'none', '-machine', 'none', '-accel', 'tcg']
    machine = spawn(program ?? '', [...args, '-qmp', `unix:${socket},server=on,wait=off`], { stdio: 'ignore' })
    // QEMU makes the file a moment before it listens.
    while (!(await listens(socket))) await sleep(20)
    qmp = await Qmp.open(connect(socket))
  }, 60_000)

  afterAll(async () => {
    await endChild(machine)
    rmSync(folder, { recursive: true })
  })

  test('says its version', () => {
    expect(qmp.version).toMatch(/^\d+\.\d+\.\d+$/)
  })

  test('answers commands sent at once, each its own', async () => {
    const status = z.object({ status: z.string() })
    const [first, second, typed] = await Promise.all([
      qmp.ask(status, 'query-status'),
      qmp.ask(z.object({ enabled: z.boolean() }), 'query-kvm'),
      qmp.type('info version'),
    ])
    expect(first.status).toBe('prelaunch')
    expect(second.enabled).toBe(false)
    expect(typed).toContain(qmp.version)
  })

  test('gives QEMU’s own words when it refuses', async () => {
    await expect(qmp.tell('explode')).rejects.toThrow(new QmpError('The command explode has not been found'))
  })

  test('tells of events, and fails what is asked for once QEMU is gone', async () => {
    const events: string[] = []
    const stop = qmp.listen(({ event }) => events.push(event))
    await qmp.tell('cont')
    await expect.poll(() => events).toContain('RESUME')
    stop()
    await qmp.tell('quit')
    await expect(qmp.tell('query-status')).rejects.toThrow(QmpError)
    expect(events).not.toContain('SHUTDOWN')
  })
})

test('what never greets is no QEMU', async () => {
  await expect(Qmp.open(new PassThrough(), 30)).rejects.toThrow('did not greet')
})

async function listens(socket: string): Promise<boolean> {
  const attempt = connect(socket)
  try {
    await once(attempt, 'connect')
    return true
  } catch {
    return false
  } finally {
    attempt.destroy()
  }
}
