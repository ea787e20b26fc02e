import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startByDefault } from './by-default.ts'
import { VmClient } from './client.ts'
import { makeVmFolder, vmFolder } from './folder.ts'
import { Keeper } from './keeper/keeper.ts'
import { serveKeeper } from './keeper/server.ts'
import { Vms } from './vms.ts'

const log = pino({ level: 'silent' })
const places = { images: '/none', builder: undefined, keeper: ['/none/keeper'] } as const
let state: string
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'slipway-vms-'))
})
afterEach(() => rmSync(state, { recursive: true }))

/** A keeper in this process, as another process would have it. */
async function keep(name: string) {
  const folder = vmFolder(state, name)
  const keeper = await Keeper.open({ folder, stateFolder: state, places, attach: [], log })
  const server = await serveKeeper(keeper, folder.keeper)
  const close = async () => {
    await server.close()
    await keeper.close()
  }
  return { folder, keeper, server, close }
}

test('the default one is there before it is made, where one can be made', async () => {
  const vms = new Vms({ stateFolder: state, places, log, onEngine: () => {} })
  await expect
    .poll(() => vms.list().map(({ name, state: { state } }) => [name, state]))
    .toEqual([['default', 'absent']])
  await vms.close()
})

test('others are there when they have a folder, each as its keeper says', async () => {
  const engines: string[] = []
  const vms = new Vms({ stateFolder: state, places: undefined, log, onEngine: (address) => engines.push(address) })
  try {
    const { keeper, close, folder } = await keep('two')
    await expect.poll(() => vms.list().map(({ name }) => name), { timeout: 5000 }).toEqual(['two'])
    await keeper.change({ cpus: 5 })
    await expect.poll(() => vms.status('two').size.cpus, { timeout: 5000 }).toBe(5)
    expect(vms.status('two').address).toBe(`unix://${folder.engine}`)
    await close()
    expect(engines).toEqual([])
    expect(() => vms.status('three')).toThrow('There is no virtual machine')
    await expect(vms.do('default', { do: 'look' })).rejects.toMatchObject({ code: 'UNSUPPORTED' })
    expect(await startByDefault(vms)).toBe(false)
  } finally {
    await vms.close()
  }
})

test('what a keeper refuses is the client’s error, with the reason; a keeper that goes is told of', async () => {
  const { folder, close } = await keep('default')
  const client = await VmClient.open(folder, state, places)
  await expect(client.do({ do: 'pause' })).rejects.toMatchObject({ code: 'CONFLICT' })
  await expect(client.do({ do: 'start', stay: true })).rejects.toMatchObject({ failure: { code: 'image-missing' } })
  expect((await client.status()).state.state).toBe('crashed')
  await close()
  await expect(client.do({ do: 'look' })).rejects.toMatchObject({ problem: { what: /keeper is gone/ } })
  client.close()
})

test('while somebody looks, the keeper knows', async () => {
  const vms = new Vms({ stateFolder: state, places, log, onEngine: () => {} })
  const { keeper, close } = await keep('default')
  const left = Promise.withResolvers<void>()
  async function* pages() {
    yield 'a page'
    await left.promise
  }
  const looking = async () => {
    for await (const page of vms.attended(pages(), () => false)) expect(page).toBe('a page')
  }
  try {
    await expect.poll(() => vms.list().length, { timeout: 5000 }).toBe(1)
    expect(keeper.attended()).toBe(false)
    const looked = looking()
    await expect.poll(() => keeper.attended(), { timeout: 5000 }).toBe(true)
    left.resolve()
    await looked
    await expect.poll(() => keeper.attended(), { timeout: 5000 }).toBe(false)
  } finally {
    await close()
    await vms.close()
  }
})

test('a keeper that can’t be started is the reason', async () => {
  makeVmFolder(vmFolder(state, 'default'))
  await expect(VmClient.open(vmFolder(state, 'default'), state, places)).rejects.toMatchObject({
    problem: { why: /ENOENT/ },
  })
})

test('a keeper that nobody needs ends', { timeout: 20_000 }, async () => {
  const { server, close } = await keep('default')
  await server.unused
  await close()
})
