import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { bringCompose } from '../support/compose.ts'
import { freePort } from '../support/free-port.ts'
import { BUSYBOX } from '../support/image.ts'
import { run } from '../support/run.ts'
import { sharedVm } from '../support/shared-vm.ts'
import { soon, webPage } from '../support/soon.ts'

const vm = sharedVm()
const MIB = 1024 ** 2

describe.skipIf(vm === undefined)('a virtual machine’s engine', () => {
  if (vm === undefined) return

  test('was started stage by stage, on a disk that was formatted for it, and answers', async () => {
    const status = await vm.status()
    expect(status).toMatchObject({ state: { state: 'running' }, stays: true, size: { cpus: 2, memory: 1024 * MIB } })
    expect(status.stages.map(({ stage }) => stage).join()).toMatch(/^image,hypervisor,disk,.*engine$/)
    expect(status.runBy).toMatch(/^QEMU .*(tcg|KVM|HVF)/)
    expect(status.health?.diskTotal).toBeGreaterThan(3 * 1024 * MIB)
    expect(status.notes.map(({ text }) => text)).toContain('Its data disk was formatted.')
    expect(await vm.slipway('shell', '--', 'iptables', '-V')).toBe('iptables v1.8.11 (legacy)')
  })

  test('is its owner’s alone, and carries stdin, its end, and exit codes for the docker command', async () => {
    const engine = await vm.published()
    expect((await stat(join(vm.folder, 'docker.sock'))).mode & 0o777).toBe(0o600)
    const env = { ...process.env, DOCKER_HOST: engine.address }
    const input = Buffer.alloc(3 * MIB, 'x')
    expect(await run('docker', ['run', '--rm', '-i', BUSYBOX, 'wc', '-c'], { env, input })).toBe(String(3 * MIB))
    await expect(engine.docker('run', '--rm', BUSYBOX, 'sh', '-c', 'exit 7')).rejects.toThrow(/with 7/)
  })

  test('runs a stack of Compose', async ({ skip }) => {
    const engine = await vm.published()
    try {
      await bringCompose(join(vm.state, 'docker-config'))
    } catch (error) {
      const why = `Compose can’t be had: ${error instanceof Error ? error.message : String(error)}`
      console.warn(`\n*** SKIPPED: a stack of Compose, since ${why}\n`)
      skip(why)
    }
    const file = join(vm.home, 'compose.yaml')
    const port = await freePort()
    const [web, ask] = ['httpd -f -h /etc', 'sh -c "wget -qO- http://web/hostname && sleep 3600"']
    await writeFile(
      file,
      `services:
  web: {image: ${BUSYBOX}, hostname: the-web, command: ${web}, ports: ["${port}:80"]}
  ask: {image: ${BUSYBOX}, command: ${JSON.stringify(ask)}, depends_on: [web], volumes: ["kept:/kept"]}
volumes: {kept: {}}
`,
    )
    const compose = (...args: string[]) => engine.docker('compose', '-p', 'stack', '-f', file, ...args)
    await compose('up', '-d')
    expect(await soon(() => webPage('127.0.0.1', port))).toBe('the-web')
    await expect.poll(() => engine.docker('logs', 'stack-ask-1'), { timeout: 60_000 }).toBe('the-web')
    await compose('down', '-v', '-t', '0')
    expect(await engine.docker('ps', '-aq', '--filter', 'label=com.docker.compose.project=stack')).toBe('')
  })
})
