import { z } from 'zod'
import type { EngineClient } from '../engine/index.ts'
import { within } from './within.ts'

/** The variable that marks a terminal's processes. */
export const MARK = 'SLIPWAY_TERMINAL'
const DEADLINE_MS = 1_500

const created = z.object({ Id: z.string().min(1) })

/**
 * What a kernel does when a terminal is gone: SIGHUP to the session's leader and to the group in the foreground, then
 * SIGCONT. The leader is the process with the mark whose session carries its own number.
 */
const SCRIPT = `
for p in /proc/[0-9]*; do
  case "$(cat "$p/environ" 2>/dev/null)" in *"$0"*) ;; *) continue ;; esac
  s=$(cat "$p/stat" 2>/dev/null) || continue
  set -- \${s##*)}
  [ "\${p#/proc/}" = "$4" ] || continue
  kill -HUP "$4"
  [ "$6" -gt 0 ] && kill -HUP "-$6"
  kill -CONT "$4"
done`

/**
 * Ends the process of an exec whose terminal is closed. The engine itself leaves it running for good when its client
 * goes. Needs a shell in the container; where there is none, the process stays, as with `docker exec`.
 */
export async function hangUp(
  client: EngineClient,
  container: string,
  { mark, user, shell }: { mark: string; user?: string | undefined; shell: string | undefined },
): Promise<void> {
  const sh = shell !== undefined && /(^|\/)(ba|a|da)?sh$/.test(shell) ? shell : 'sh'
  try {
    await within(DEADLINE_MS, undefined, async (signal) => {
      const { Id } = await client.json(created, 'POST', `/containers/${container}/exec`, {
        signal,
        body: { Cmd: [sh, '-c', SCRIPT, `${MARK}=${mark}`], ...(user && { User: user }) },
      })
      const response = await client.stream('POST', `/exec/${encodeURIComponent(Id)}/start`, {
        signal,
        body: { Detach: true, Tty: false },
      })
      response.resume()
    })
  } catch {
    // The container has ended, and its processes with it; or it has no shell.
  }
}
