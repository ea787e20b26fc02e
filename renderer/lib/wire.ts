import type { ClientLink } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import type { DesktopBridge } from '../../contract/index.ts'

/** An open line to the host. */
export type Wire = { link: ClientLink<Record<never, never>> }

/** Why no line could be opened. */
export class WireError extends Error {
  override name = 'WireError'
  readonly reason: 'signed-out' | 'unreachable' | 'no-answer'

  constructor(reason: WireError['reason']) {
    super(reason)
    this.reason = reason
  }
}

/** Opens a line; `closed` is called once if it breaks later. Throws a WireError when it does not open in time. */
export type OpenWire = (closed: () => void) => Promise<Wire>

/** How long a line may take to open. */
const DEADLINE = 10_000

/** Over a WebSocket to the host this page came from. */
export const openSocket: OpenWire = async (closed) => {
  const address = new URL('/rpc', window.location.href)
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
  const socket = new WebSocket(address)
  socket.binaryType = 'arraybuffer'
  const opened = await new Promise<'open' | 'closed' | 'late'>((resolve) => {
    const timer = setTimeout(() => resolve('late'), DEADLINE)
    const settle = (how: 'open' | 'closed') => () => {
      clearTimeout(timer)
      resolve(how)
    }
    socket.addEventListener('open', settle('open'), { once: true })
    socket.addEventListener('close', settle('closed'), { once: true })
  })
  if (opened === 'late') {
    socket.close()
    throw new WireError('no-answer')
  }
  // A browser does not say why a socket was refused, so the session is asked for apart.
  if (opened === 'closed') throw new WireError((await signedIn()) ? 'unreachable' : 'signed-out')
  // Before the link's own listener, so that the state is right by the time its calls fail.
  socket.addEventListener('close', closed, { once: true })
  return { link: new SocketLink({ websocket: socket }) }
}

/** False only when the host answers that nobody is signed in. */
async function signedIn(): Promise<boolean> {
  try {
    const answer = await fetch('/session', { signal: AbortSignal.timeout(DEADLINE) })
    return answer.status !== 401 && answer.status !== 403
  } catch {
    // The host is not there at all: that is for the caller to say.
    return true
  }
}

/** Over a MessagePort that the desktop shell hands over. */
export function openPort(bridge: DesktopBridge): OpenWire {
  return async (closed) => {
    const port = await new Promise<MessagePort>((resolve, reject) => {
      const settle = () => {
        clearTimeout(timer)
        window.removeEventListener('message', receive)
      }
      const timer = setTimeout(() => {
        settle()
        reject(new WireError('no-answer'))
      }, DEADLINE)
      const receive = (event: MessageEvent<unknown>) => {
        const [given] = event.ports
        if (event.source !== window || !isPortMessage(event.data) || !given) return
        settle()
        resolve(given)
      }
      window.addEventListener('message', receive)
      bridge.requestPort()
    })
    port.addEventListener('close', closed, { once: true })
    const link = new PortLink({ port })
    port.start()
    return { link }
  }
}

function isPortMessage(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === 'slipway:port'
}
