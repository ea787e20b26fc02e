import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect, createServer, type Server } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import type { Forward } from '../driver.ts'
import type { Binding } from './binding.ts'
import { Forwards } from './forwards.ts'
import { listenUdp } from './listeners.ts'

const servers: Server[] = []
const open: Forwards[] = []
afterEach(async () => {
  for (const forwards of open.splice(0)) await forwards.close()
  for (const server of servers.splice(0)) server.close()
})

async function server(host: string, answer: string, port = 0): Promise<number> {
  const made = createServer((socket) => socket.end(answer)).listen(port, host)
  servers.push(made)
  await once(made, 'listening')
  const address = made.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return address.port
}

async function free(): Promise<number> {
  const port = await server('127.0.0.1', '')
  servers.pop()?.close()
  return port
}

/** A machine whose network is this computer itself: what it would do is written down. */
function over(refuse = false) {
  const asked: string[] = []
  const say = (what: string, { protocol, hostAddress, hostPort, guestAddress = '', guestPort }: Forward) =>
    asked.push(`${what} ${protocol} ${hostAddress}:${hostPort}-${guestAddress}:${guestPort}`)
  const forwards = new Forwards({
    machine: {
      capabilities: {
        pause: true,
        save: true,
        balloon: true,
        resizeDisk: true,
        forward: true,
        restorePoints: true,
        adopt: true,
        shares: '9p',
      },
      forward: async (port) => {
        if (refuse) throw new Error('could not set up')
        say('add', port)
        return port.hostPort
      },
      unforward: async (port) => {
        say('remove', port)
      },
    },
    dialTcp: async (address, port, signal) => {
      const socket = connect({ host: address, port, signal })
      await once(socket, 'connect')
      return socket
    },
    addressOf: () => '127.0.0.1',
  })
  open.push(forwards)
  return { forwards, asked }
}

const binding = (address: string, port: number, more: Partial<Binding> = {}): Binding => ({
  protocol: 'tcp',
  address,
  port,
  inside: 80,
  container: { id: 'abc', name: 'web' },
  ...more,
})

async function read(host: string, port: number): Promise<string> {
  const socket = connect(port, host)
  let text = ''
  for await (const part of socket) text += String(part)
  return text
}

test('asks the machine once for each, and takes back what is no more', async () => {
  const { forwards, asked } = over()
  const [all, local] = [binding('0.0.0.0', 8080), binding('127.0.0.1', 8081, { protocol: 'udp' })]
  await forwards.set([all, local])
  await forwards.set([all, local])
  await forwards.set([local])
  // Another container with the same port is another matter.
  await forwards.set([{ ...local, container: { id: 'def', name: 'other' } }])
  expect(asked).toEqual([
    'add tcp 0.0.0.0:8080-:8080',
    'add udp 127.0.0.1:8081-127.0.0.1:8081',
    'remove tcp 0.0.0.0:8080-:8080',
    'remove udp 127.0.0.1:8081-127.0.0.1:8081',
    'add udp 127.0.0.1:8081-127.0.0.1:8081',
  ])
})

test('leads from IPv6 to what is published over IPv4', async () => {
  const port = await server('127.0.0.1', 'over four')
  const { forwards } = over()
  await forwards.set([binding('::1', port), binding('127.0.0.1', port)])
  expect(await read('::1', port)).toBe('over four')
  await forwards.set([])
  await expect(read('::1', port)).rejects.toThrow('ECONNREFUSED')
})

test('leads to the container itself where the machine can’t', async () => {
  const inside = await server('127.0.0.1', 'from the container')
  const port = await free()
  const { forwards } = over()
  await forwards.set([binding('::1', port, { inside })])
  expect(await read('::1', port)).toBe('from the container')
})

test('names the program that has the port, and gets it when it is free', async () => {
  const port = await server('127.0.0.1', 'mine')
  const { forwards } = over(true)
  await forwards.set([binding('127.0.0.1', port)])
  const [taken] = forwards.list()
  expect(taken?.problem?.why).toContain(`(process ${process.pid})`)
  expect(taken?.problem?.next).toContain(`-p ${port + 1}:80`)
})

test('says what it can’t do', async () => {
  const { forwards } = over()
  await forwards.set([binding('::1', 8053, { protocol: 'udp' }), binding('203.0.113.9', 8080)])
  const problems = forwards.list().map(({ problem }) => problem?.why)
  expect(problems).toEqual([
    expect.stringContaining('203.0.113.9 is not an address of this computer'),
    expect.stringContaining('UDP'),
  ])
})

test('datagrams go to where they are published, and answers back to who sent them', async () => {
  const echo = createSocket('udp4')
  echo.on('message', (message, { port, address }) => echo.send(`${message} back`, port, address))
  echo.bind(0, '127.0.0.1')
  await once(echo, 'listening')
  const { port } = echo.address()
  const listening = await listenUdp('::1', port, { address: '127.0.0.1', port })
  const clients = [createSocket('udp6'), createSocket('udp6')]
  const answers = clients.map(async (client, index) => {
    client.send(`hello ${index}`, port, '::1')
    const [message] = await once(client, 'message')
    return String(message)
  })
  expect(await Promise.all(answers)).toEqual(['hello 0 back', 'hello 1 back'])
  for (const client of clients) client.close()
  await listening.close()
  echo.close()
})
