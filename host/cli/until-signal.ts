const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP']
const CLOSE_MS = 1_500

/** Waits until this process is asked to end (Ctrl-C, kill, a closed terminal). Asking again changes nothing. */
export function untilSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of SIGNALS) process.on(signal, resolve)
  })
}

/** Waits for what closes, but not for ever: a person who pressed Ctrl-C wants the prompt back. Gives whether all did. */
export async function closeInTime(closing: readonly Promise<void>[]): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), CLOSE_MS)
  })
  const all = Promise.all(closing).then(() => true)
  try {
    return await Promise.race([all, late])
  } finally {
    clearTimeout(timer)
  }
}
