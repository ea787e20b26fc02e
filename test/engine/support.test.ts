import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Engine, startEngine } from '../support/engine.ts'
import { BUSYBOX, makeImages, NOSHELL } from '../support/image.ts'
import { rawRequest } from '../support/raw.ts'
import { startRegistry } from '../support/registry.ts'
import { run } from '../support/run.ts'
import { serving } from '../support/seed-words.ts'
import { sharedEngine } from '../support/shared-engine.ts'

describe('an engine of a test’s own', () => {
  let engine: Engine
  beforeAll(async () => {
    engine = await startEngine({ args: ['--live-restore'] })
    await makeImages(engine)
  })
  afterAll(() => engine.stop())

  it('publishes ports', async () => {
    await engine.docker('run', '-d', '--name', 'web', '-p', '127.0.0.1::80', BUSYBOX, ...serving('here'))
    const place = await engine.docker('port', 'web', '80')
    await expect
      .poll(() =>
        fetch(`http://${place}`).then(
          (answer) => answer.text(),
          () => '',
        ),
      )
      .toBe('here\n')
  })

  it('has an image without a shell', async () => {
    await engine.docker('run', '-d', '--name', 'noshell', NOSHELL)
    await expect(engine.docker('exec', 'noshell', 'sh')).rejects.toThrow('ended with 126')
  })

  it('comes back after a SIGKILL, with its containers running', async () => {
    await engine.kill('SIGKILL')
    await expect(rawRequest(engine.address, 'GET', '/_ping')).rejects.toThrow()
    await engine.start()
    expect(await engine.docker('inspect', '--format', '{{.State.Running}}', 'web')).toBe('true')
  })

  it('leaves nothing, not even of a paused container', async () => {
    const other = await startEngine()
    await makeImages(other)
    await other.docker('network', 'create', '--subnet', '172.29.77.0/24', 'own')
    await other.docker('run', '-d', '--network', 'own', '--name', 'paused', NOSHELL)
    await other.docker('pause', 'paused')
    const bridge = `br-${(await other.docker('network', 'ls', '-q', '--filter', 'name=own')).slice(0, 12)}`
    expect(await run('ip', ['link'])).toContain(bridge)
    await other.stop()
    expect(existsSync(other.folder)).toBe(false)
    expect(await run('ip', ['link'])).not.toContain(bridge)
    expect(await run('ps', ['-eo', 'args'])).not.toContain(other.folder)
  })

  it('says why it doesn’t come up', async () => {
    await expect(startEngine({ args: ['--no-such-flag'] })).rejects.toThrow('no-such-flag')
  })
})

describe('the registry', () => {
  it('takes and gives images', async () => {
    const { docker } = sharedEngine()
    const registry = await startRegistry()
    try {
      const name = `${registry.host}/busybox:1`
      await docker('tag', BUSYBOX, name)
      await docker('push', name)
      await docker('rmi', name)
      expect(await docker('pull', name)).toContain('Downloaded newer image')
      await docker('rmi', name)
    } finally {
      await registry.stop()
    }
  })
})
