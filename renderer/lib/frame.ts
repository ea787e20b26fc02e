/** One frame at 60 Hz, in milliseconds. */
const FRAME = 16
/** A hidden page gets no animation frames; this bounds how long it waits. */
const HIDDEN_WAIT = 250

/**
 * Calls `work` at most once a frame: at once when the last call is longer ago than a frame, else in the next frame.
 * Gives the function that asks for a call.
 */
export function perFrame(work: () => void): () => void {
  let last = 0
  let waiting = false
  const run = () => {
    if (!waiting) return
    waiting = false
    last = performance.now()
    work()
  }
  return () => {
    if (waiting) return
    waiting = true
    if (performance.now() - last > FRAME) return run()
    if (document.hidden) setTimeout(run, HIDDEN_WAIT)
    else requestAnimationFrame(run)
  }
}
