import { createConnection, until } from './create-connection.ts'
import { desktop } from './desktop.ts'
import { openPort, openSocket } from './wire.ts'

const bridge = desktop()

/** The page's connection to its host. */
export const connection = createConnection(bridge ? openPort(bridge) : openSocket)

/** Every procedure of the contract. */
export const client = connection.client

/** Waits until the line is open; rejects when the signal aborts. */
export function whenOpen(signal: AbortSignal): Promise<void> {
  return until(connection.state, (now) => now.state === 'open', signal)
}
