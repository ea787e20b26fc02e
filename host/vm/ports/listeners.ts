import { createSocket, type RemoteInfo, type Socket as UdpSocket } from 'node:dgram'
import { createServer, isIPv6, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { splice } from '../../splice.ts'

/** Something that listens, until it is closed. */
export type Listening = { close(): Promise<void> }

/** Clients of one UDP port that are remembered; beyond that the one that was silent longest is forgotten. */
const MOST_CLIENTS = 1024
/** Milliseconds after which a silent UDP client is forgotten: as long as Linux itself remembers a stream of datagrams. */
const SILENT_MS = 120_000

/**
 * Listens on a TCP address of this computer and joins each connection with a stream.
 * @throws the system’s error: EADDRINUSE, EACCES, EADDRNOTAVAIL
 */
export async function listenTcp(
  address: string,
  port: number,
  dial: (signal: AbortSignal) => Promise<Duplex>,
): Promise<Listening> {
  const open = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true }, (client) => {
    const gone = new AbortController()
    open.add(client)
    client.on('error', () => client.destroy())
    client.on('close', () => {
      open.delete(client)
      gone.abort(new Error('the client left'))
    })
    dial(gone.signal).then(
      (target) => {
        if (client.destroyed) target.destroy()
        else splice(client, target)
      },
      // As where nobody listens: the client sees its connection refused, if late.
      () => client.resetAndDestroy(),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: address, port, ipv6Only: isIPv6(address) }, () => {
      server.off('error', reject)
      resolve()
    })
  })
  return {
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const client of open) client.destroy()
      await closed
    },
  }
}

/**
 * Listens on a UDP address of this computer and passes datagrams on to a port of it over IPv4, and the answers back.
 * @throws the system’s error
 */
export async function listenUdp(
  address: string,
  port: number,
  to: { address: string; port: number },
): Promise<Listening> {
  const clients = new Map<string, { socket: UdpSocket; timer: NodeJS.Timeout }>()
  const server = createSocket({ type: isIPv6(address) ? 'udp6' : 'udp4', ipv6Only: isIPv6(address) })
  const forget = (key: string) => {
    const client = clients.get(key)
    clients.delete(key)
    clearTimeout(client?.timer)
    client?.socket.close()
  }
  const meet = (key: string, from: RemoteInfo) => {
    const [oldest] = clients.keys()
    if (clients.size >= MOST_CLIENTS && oldest !== undefined) forget(oldest)
    const socket = createSocket('udp4')
    socket.on('message', (answer) => server.send(answer, from.port, from.address))
    // Nobody there: datagrams get lost, as they may.
    socket.on('error', () => forget(key))
    const client = { socket, timer: setTimeout(() => forget(key), SILENT_MS) }
    clients.set(key, client)
    return client
  }
  server.on('message', (message, from) => {
    const key = `${from.address} ${from.port}`
    const client = clients.get(key) ?? meet(key, from)
    client.timer.refresh()
    // The map keeps the order in which they were heard of.
    clients.delete(key)
    clients.set(key, client)
    client.socket.send(message, to.port, to.address)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.bind({ address, port, exclusive: true }, () => {
      server.off('error', reject)
      server.on('error', () => {})
      resolve()
    })
  })
  return {
    close: async () => {
      for (const key of [...clients.keys()]) forget(key)
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** Whether the address could be listened on at this moment. @throws the system’s error */
export async function tryListen(protocol: 'tcp' | 'udp', address: string, port: number): Promise<void> {
  const listening =
    protocol === 'tcp'
      ? await listenTcp(address, port, () => Promise.reject(new Error('only tried')))
      : await listenUdp(address, port, { address: '127.0.0.1', port })
  await listening.close()
}
