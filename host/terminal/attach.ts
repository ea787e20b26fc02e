import { z } from 'zod'
import type { TerminalEnd } from '../../contract/index.ts'
import { commandLine } from '../../contract/shell.ts'
import type { EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'
import { pause } from '../pause.ts'
import { historyOf } from './history.ts'
import type { Line, Size } from './line.ts'
import type { Subject } from './subject.ts'

export const DETACH_KEYS = 'ctrl-p,ctrl-q'
/** The stream ends before the engine has noted a container's end; milliseconds. */
const GRACE_MS = 1_000

const waited = z.object({ StatusCode: z.number() })
const state = z.object({ State: z.object({ Running: z.boolean(), ExitCode: z.number() }) })

/** Opens a line to a container's own first process. @throws SlipwayError when the engine refuses */
export async function openAttach(
  client: EngineClient,
  subject: Subject,
  size: Size,
  signal: AbortSignal,
): Promise<Line> {
  const path = `/containers/${subject.id}`
  const { tty, stdinOpen } = subject
  const leave = new AbortController()
  const exit = exitOf(client, subject, leave.signal)
  try {
    const history = await historyOf(client, subject, signal)
    const { socket, head } = await client.hijack(`${path}/attach`, {
      query: { stream: true, stdin: stdinOpen, stdout: true, stderr: true, detachKeys: DETACH_KEYS },
      signal,
    })
    socket.on('error', () => {})
    const resize: Line['resize'] = async ({ columns, rows }, when) => {
      if (!tty) return
      const response = await client.stream('POST', `${path}/resize`, { query: { w: columns, h: rows }, signal: when })
      response.resume()
    }
    // Only a size that changes makes a program draw itself again.
    await resize({ ...size, rows: size.rows + 1 }, signal)
      .then(() => resize(size, signal))
      .catch((error) => {
        socket.destroy()
        throw error
      })
    return {
      container: subject.id,
      kind: 'attach',
      title: 'attach',
      command: attachCommand(subject),
      tty,
      input: !stdinOpen ? 'none' : tty ? 'keys' : 'lines',
      socket,
      head,
      history,
      resize,
      outcome: () => outcome(client, subject, exit),
      hangUp: async () => leave.abort(new Error('closed')),
    }
  } catch (error) {
    leave.abort(error)
    throw error
  }
}

/** The docker command that does the same. Ours never turns Ctrl-C into a signal; docker's does without a TTY. */
export function attachCommand({ name, tty, stdinOpen }: Subject): string {
  const flags = [...(stdinOpen ? [] : ['--no-stdin']), ...(tty && stdinOpen ? [] : ['--sig-proxy=false'])]
  return commandLine(['docker', 'attach', ...flags, name])
}

/** The exit code, when the container ends; undefined when that can't be waited for any longer. */
async function exitOf(client: EngineClient, { id }: Subject, signal: AbortSignal): Promise<number | undefined> {
  try {
    const options = { query: { condition: 'not-running' }, timeout: 0, signal }
    return (await client.json(waited, 'POST', `/containers/${id}/wait`, options)).StatusCode
  } catch {
    // Left, or the engine is gone: `outcome` looks for itself.
    return undefined
  }
}

async function outcome(client: EngineClient, { id }: Subject, exit: Promise<number | undefined>): Promise<TerminalEnd> {
  const exitCode = await Promise.race([exit, pause(GRACE_MS)])
  if (typeof exitCode === 'number') return { reason: 'exited', exitCode }
  try {
    const { State } = await client.json(state, 'GET', `/containers/${id}/json`, { timeout: 5_000 })
    return State.Running ? { reason: 'detached' } : { reason: 'exited', exitCode: State.ExitCode }
  } catch (error) {
    return { reason: error instanceof SlipwayError && error.code === 'NOT_FOUND' ? 'exited' : 'lost' }
  }
}
