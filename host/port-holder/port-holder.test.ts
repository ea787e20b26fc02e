import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { portHolder } from './port-holder.ts'
import { lsofHolder, netstatHolder, tasklistName } from './read.ts'

test.each(['127.0.0.1', '::1', '0.0.0.0'])('finds who listens on TCP at %s', async (host) => {
  const server = createServer().listen(0, host)
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  expect(await portHolder('tcp', address.port)).toMatchObject({ pid: process.pid, program: basename(process.execPath) })
  server.close()
  await once(server, 'close')
  expect(await portHolder('tcp', address.port)).toBeUndefined()
})

test('finds who is bound to UDP', async () => {
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  await once(socket, 'listening')
  expect(await portHolder('udp', socket.address().port)).toMatchObject({ pid: process.pid })
  socket.close()
})

test('reads what macOS and Windows say', () => {
  expect(lsofHolder('p812\ncnginx\nf6\n')).toEqual({ pid: 812, program: 'nginx' })
  expect(lsofHolder('')).toBeUndefined()
  const netstat = `
Aktive Verbindungen

  Proto  Lokale Adresse         Remoteadresse          Status           PID
  TCP    127.0.0.1:8080         127.0.0.1:50123        HERGESTELLT      77
  TCP    0.0.0.0:18080          0.0.0.0:0              ABHÖREN          78
  TCP    [::]:8080              [::]:0                 ABHÖREN          4242
  UDP    0.0.0.0:53             *:*                                     99
`
  expect(netstatHolder(netstat, 'tcp', 8080)).toBe(4242)
  expect(netstatHolder(netstat, 'udp', 53)).toBe(99)
  expect(netstatHolder(netstat, 'udp', 8080)).toBeUndefined()
  expect(tasklistName('"httpd.exe","4242","Console","1","9,120 K"\r\n')).toBe('httpd.exe')
})
