import { once } from 'node:events'
import { connect } from 'node:net'
import { vi } from 'vitest'

/** What the work gives, once it no longer fails. @throws what it throws at last, after so many milliseconds */
export async function soon<T>(work: () => Promise<T>, within = 30_000): Promise<T> {
  return await vi.waitFor(work, { timeout: within, interval: 100 })
}

/** Whether somebody listens there. @throws the system’s error when nobody does */
export async function connected(host: string, port: number): Promise<void> {
  const socket = connect(port, host)
  await once(socket, 'connect')
  socket.destroy()
}

/** The container’s name, as its `httpd -f -h /etc` serves it. @throws the system’s error, or one for an empty answer */
export async function webPage(host: string, port: number): Promise<string> {
  const socket = connect(port, host)
  socket.write('GET /hostname HTTP/1.0\r\n\r\n')
  let text = ''
  for await (const part of socket) text += String(part)
  const name = text.split('\r\n\r\n')[1]?.trim() ?? ''
  if (name === '') throw new Error(`No page: ${JSON.stringify(text)}`)
  return name
}
