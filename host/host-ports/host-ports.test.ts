import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { heldPorts } from './held.ts'
import { kernelPorts, netstatPorts } from './read.ts'

test.each(['127.0.0.1', '::1', '0.0.0.0', '::'])(
  'a program that listens at %s is seen, and no more when it ended',
  async (host) => {
    const server = createServer().listen(0, host)
    await once(server, 'listening')
    const address = server.address()
    if (typeof address !== 'object' || address === null) throw new Error('no port')
    const { port } = address
    expect(await heldPorts()).toContainEqual({ protocol: 'tcp', ip: host, port })
    server.close()
    await once(server, 'close')
    expect((await heldPorts()).filter((one) => one.protocol === 'tcp' && one.port === port)).toEqual([])
  },
)

test('what is bound to UDP is seen', async () => {
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  await once(socket, 'listening')
  expect(await heldPorts()).toContainEqual({ protocol: 'udp', ip: '127.0.0.1', port: socket.address().port })
  socket.close()
})

test('reads the kernel’s list: what listens, and no connection', () => {
  const text = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  0 0 100
   1: 0100007F:1F91 0100007F:C350 01 00000000:00000000 00:00000000 00000000  0 0 101
`
  expect(kernelPorts(text, 'tcp')).toEqual([{ protocol: 'tcp', ip: '127.0.0.1', port: 8080 }])
  const mapped = 'x\n 0: 0000000000000000FFFF00000100007F:0050 0:0 0A\n'
  expect(kernelPorts(mapped, 'tcp')).toEqual([{ protocol: 'tcp', ip: '127.0.0.1', port: 80 }])
})

test('reads what macOS and Windows say', () => {
  const mac = `Active Internet connections (including servers)
Proto Recv-Q Send-Q  Local Address          Foreign Address        (state)
tcp4       0      0  127.0.0.1.8080         *.*                    LISTEN
tcp4       0      0  192.168.1.2.50001      1.2.3.4.443            ESTABLISHED
tcp46      0      0  *.3000                 *.*                    LISTEN
udp4       0      0  *.5353                 *.*
`
  expect(netstatPorts(mac)).toEqual([
    { protocol: 'tcp', ip: '127.0.0.1', port: 8080 },
    { protocol: 'tcp', ip: '0.0.0.0', port: 3000 },
    { protocol: 'udp', ip: '0.0.0.0', port: 5353 },
  ])
  const windows = `
  Proto  Lokale Adresse         Remoteadresse          Status
  TCP    0.0.0.0:135            0.0.0.0:0              ABHÖREN
  TCP    127.0.0.1:8080         127.0.0.1:50123        HERGESTELLT
  TCP    [::]:445               [::]:0                 ABHÖREN
  UDP    0.0.0.0:53             *:*
`
  expect(netstatPorts(windows)).toEqual([
    { protocol: 'tcp', ip: '0.0.0.0', port: 135 },
    { protocol: 'tcp', ip: '::', port: 445 },
    { protocol: 'udp', ip: '0.0.0.0', port: 53 },
  ])
})
