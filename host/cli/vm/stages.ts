import type { VmClient } from '../../vm/index.ts'
import { stageText } from './print.ts'

const CLEAR = process.stderr.isTTY ? '\r\u001b[K' : ''

/** Says on stderr, while something is done, which stage of a start is waited for and how long each took. */
export async function showingStages<T>(client: VmClient, say: boolean, work: () => Promise<T>): Promise<T> {
  if (!say) return await work()
  const stop = new AbortController()
  const watching = follow(client, stop.signal).catch(() => {})
  try {
    return await work()
  } finally {
    stop.abort(new Error('done'))
    await watching
  }
}

async function follow(client: VmClient, signal: AbortSignal): Promise<void> {
  let shown: { text: string; since: number } | undefined
  const end = () => {
    if (shown) process.stderr.write(`${CLEAR}${shown.text}, ${((Date.now() - shown.since) / 1000).toFixed(1)} s\n`)
    shown = undefined
  }
  try {
    for await (const { state } of client.watch(false, signal)) {
      const text = state.state === 'starting' ? stageText(state.stage) : state.state === 'saving' ? 'Saving' : undefined
      if (text !== shown?.text) {
        end()
        if (text !== undefined) shown = { text, since: Date.now() }
      }
      // What goes on just now is for who watches it, and gone once it is over.
      const doing = state.state === 'starting' && state.doing !== undefined ? `, ${state.doing}` : ''
      if (text !== undefined && process.stderr.isTTY) process.stderr.write(`${CLEAR}${text}${doing}…`)
    }
  } finally {
    end()
  }
}
