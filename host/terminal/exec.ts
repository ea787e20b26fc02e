import { basename } from 'node:path/posix'
import type { Duplex } from 'node:stream'
import { z } from 'zod'
import { type ExecOptions as Exec, execCommand } from '../../contract/container-commands.ts'
import type { EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'
import { pause } from '../pause.ts'
import { abandon, execOutcome, execState } from './exec-state.ts'
import { hangUp, MARK } from './hang-up.ts'
import type { Line, Size } from './line.ts'
import { type Failure, started } from './started.ts'
import type { Subject } from './subject.ts'

/** Never typed by accident: an exec needs no detach keys, and the usual ones would hold back every Ctrl-P. */
const NO_DETACH = 'ctrl-\\,ctrl-^,ctrl-\\,ctrl-^'
/** An older engine takes a size only once the process runs. */
const SIZE_TRIES = [0, 20, 50, 100, 200]

const created = z.object({ Id: z.string().min(1) })

export type ExecOptions = Size &
  Exec & {
    /** Unlike every other; the process is found by it. */
    mark: string
  }

/**
 * Starts a process with a terminal in a container.
 * Gives what went wrong instead, where the process never came to run.
 * @throws SlipwayError when the engine refuses, the signal's reason when it aborts
 */
export async function openExec(
  client: EngineClient,
  subject: Subject,
  options: ExecOptions,
  signal: AbortSignal,
): Promise<Line | Failure> {
  const { words, user, workingDir, mark } = options
  const { Id } = await client.json(created, 'POST', `/containers/${subject.id}/exec`, {
    signal,
    body: {
      AttachStdin: true,
      AttachStdout: true,
      AttachStderr: true,
      Tty: true,
      DetachKeys: NO_DETACH,
      Env: ['TERM=xterm-256color', `${MARK}=${mark}`],
      Cmd: words,
      ...(user && { User: user }),
      ...(workingDir && { WorkingDir: workingDir }),
    },
  })
  const path = `/exec/${encodeURIComponent(Id)}`
  const end = () => hangUp(client, subject.id, { mark, user, shell: words[0] })
  let socket: Duplex
  let result: Awaited<ReturnType<typeof started>>
  try {
    const taken = await client.hijack(`${path}/start`, { body: { Detach: false, Tty: true }, signal })
    socket = taken.socket
    result = await started(socket, taken.head, () => execState(client, Id, signal), signal)
  } catch (error) {
    await abandon(client, Id, end)
    throw error
  }
  if ('failed' in result) return result
  const resize: Line['resize'] = async ({ columns, rows }, when) => {
    const response = await client.stream('POST', `${path}/resize`, { query: { w: columns, h: rows }, signal: when })
    response.resume()
  }
  const line: Line = {
    container: subject.id,
    kind: 'exec',
    title: basename(words[0] ?? '') || 'exec',
    command: execCommand(subject.name, options),
    tty: true,
    input: 'keys',
    socket,
    head: result.head,
    history: '',
    resize,
    outcome: () => execOutcome(client, Id),
    hangUp: end,
  }
  try {
    await firstSize(line, options, signal)
    return line
  } catch (error) {
    socket.destroy()
    await end()
    throw error
  }
}

async function firstSize(line: Line, size: Size, signal: AbortSignal): Promise<void> {
  for (const wait of SIZE_TRIES) {
    await pause(wait, signal)
    try {
      await line.resize(size, signal)
      return
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof SlipwayError)) throw error
      // Too early, or the process has ended already: then its size is nobody's concern.
    }
  }
}
