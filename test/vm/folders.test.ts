import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmod, mkdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { VmLive } from '../../contract/index.ts'
import { endChild } from '../support/end-child.ts'
import type { EngineAccess } from '../support/engine.ts'
import { BUSYBOX } from '../support/image.ts'
import { sharedVm } from '../support/shared-vm.ts'

const vm = sharedVm()
const WITHIN = { timeout: 30_000 }

describe.skipIf(vm === undefined)('folders of this computer in a virtual machine', () => {
  if (vm === undefined) return
  let engine: EngineAccess

  beforeAll(async () => {
    engine = await vm.published()
  })
  afterAll(async () => void (await engine.docker('rm', '-f', 'dev', 'lost')))

  const live = async (): Promise<VmLive> => {
    const { live } = await vm.status()
    if (live === undefined) throw new Error('nothing stands on it')
    return live
  }

  test('the home folder is there at its own path: contents, modes and links, both ways', async () => {
    const app = join(vm.home, 'app with a blank')
    await mkdir(app)
    await writeFile(join(app, 'script'), '#!/bin/sh\necho from the host\n')
    await chmod(join(app, 'script'), 0o755)
    await symlink('script', join(app, 'link'))
    const inside =
      'cd /app && ./link && echo "#!/bin/sh" > made && chmod 750 made && ln -s made other && chown 33 made; stat -c "%a %u" script'
    const said = await engine.docker('run', '--rm', '-v', `${app}:/app`, BUSYBOX, 'sh', '-c', inside)
    expect(said).toBe(`from the host\n755 ${process.getuid?.() ?? 0}`)
    expect((await stat(join(app, 'made'))).mode & 0o777).toBe(0o750)
    expect(await readFile(join(app, 'other'), 'utf8')).toBe('#!/bin/sh\n')
  })

  test('a program that watches files hears of what changes here', async () => {
    const app = join(vm.home, 'watched')
    await mkdir(join(app, 'src', 'deep'), { recursive: true })
    await writeFile(join(app, 'src', 'deep', 'main.ts'), 'one')
    execFileSync('cc', ['-O1', '-static', '-o', join(app, 'hear'), 'test/support/hear.c'])
    await engine.docker('run', '-d', '--name', 'dev', '-v', `${app}:/app`, BUSYBOX, 'sleep', '3600')
    await vi.waitFor(async () => expect((await live()).mounts).toEqual([{ path: app, containers: ['dev'] }]), WITHIN)
    const listener = await Listener.open(engine, 'dev', '/app/src/deep')
    await writeFile(join(app, 'src', 'deep', 'main.ts'), 'two')
    await listener.hears('main.ts')
    expect(await engine.docker('exec', 'dev', 'cat', '/app/src/deep/main.ts')).toBe('two')
    await writeFile(join(app, 'src', 'deep', 'aside'), 'three, and longer')
    await rename(join(app, 'src', 'deep', 'aside'), join(app, 'src', 'deep', 'main.ts'))
    await listener.hears('main.ts')
    expect(await engine.docker('exec', 'dev', 'cat', '/app/src/deep/main.ts')).toBe('three, and longer')
    await rm(join(app, 'src', 'deep', 'main.ts'))
    await listener.hears('.')
    expect(await engine.docker('exec', 'dev', 'ls', '/app/src/deep')).toBe('')
    await listener.close()
    await engine.docker('rm', '-f', 'dev')
  })

  test('a folder that is not shared is said to be none', async () => {
    await engine.docker('run', '-d', '--name', 'lost', '-v', '/opt/else:/else', BUSYBOX, 'sleep', '3600')
    await vi.waitFor(async () => {
      expect((await live()).mounts[0]?.problem?.what).toContain('/opt/else is not shared')
    }, WITHIN)
    await engine.docker('rm', '-f', 'lost')
  })
})

/** What a program in a container hears of a folder. */
class Listener {
  readonly #child: ChildProcess
  readonly #heard: string[] = []

  private constructor(child: ChildProcess) {
    this.#child = child
  }

  static async open(engine: EngineAccess, container: string, folder: string): Promise<Listener> {
    const args = ['-H', engine.address, 'exec', container, '/app/hear', folder]
    const child = spawn('docker', args, { stdio: ['ignore', 'pipe', 'inherit'] })
    const listener = new Listener(child)
    createInterface(child.stdout).on('line', (line) => listener.#heard.push(line))
    await listener.hears('ready')
    return listener
  }

  /** Waits until it has heard of this file, and forgets all it heard. */
  async hears(name: string): Promise<void> {
    await vi.waitFor(() => expect(this.#heard).toContain(name), WITHIN)
    // Of one change there may be several words.
    await sleep(500)
    this.#heard.length = 0
  }

  async close(): Promise<void> {
    await endChild(this.#child)
  }
}
