import type { VmFailure, VmStage, VmState } from '../../contract/index.ts'

/** What happens to a virtual machine. Times are milliseconds since 1970. */
export type VmEvent =
  | { event: 'create'; doing: string }
  | { event: 'created' }
  | { event: 'start'; stage: VmStage; now: number; until: number }
  /** A stage is waited for now; also when the engine no longer answers. */
  | { event: 'stage'; stage: VmStage; now: number; until: number }
  /** What a long stage does just now. */
  | { event: 'doing'; doing: string }
  | { event: 'ready'; now: number }
  | { event: 'pause'; why: 'asked' | 'disk-full' }
  | { event: 'resume'; now: number; until: number }
  | { event: 'save' }
  | { event: 'saving'; done: number; total: number }
  | { event: 'saved' }
  /** Nobody needs it; `saved`: there is no machine any more, but its state. */
  | { event: 'sleep'; saved: boolean; now: number }
  /** It could not be saved, and goes on. */
  | { event: 'not-saved'; now: number }
  | { event: 'stop' }
  /** The machine has ended. `failure` says why it was not meant to. */
  | { event: 'ended'; failure: VmFailure }
  | { event: 'failed'; failure: VmFailure }
  | { event: 'reset' }
  | { event: 'was-reset' }
  /** A failure was mended, or is to be forgotten; or the saved state is. */
  | { event: 'cleared' }

/** Whether a machine is there in this state, or about to be. */
export const isUp = ({ state }: VmState): boolean =>
  state === 'starting' || state === 'running' || state === 'paused' || state === 'saving' || state === 'stopping'

/** Whether nobody needed it, so that it is woken when somebody does. */
export const isAsleep = ({ state }: VmState): boolean => state === 'asleep'

/**
 * The state after an event; undefined when the event can’t happen in this state. The diagram is in contract/vm.ts.
 */
export function transition(state: VmState, event: VmEvent): VmState | undefined {
  switch (event.event) {
    case 'create':
      if (state.state === 'absent' || state.state === 'installing') return { state: 'installing', doing: event.doing }
      return undefined
    case 'created':
      return state.state === 'installing' ? STOPPED : undefined
    case 'start':
      if (state.state !== 'stopped' && state.state !== 'crashed' && !(state.state === 'asleep' && state.saved))
        return undefined
      return starting(event)
    case 'stage':
      return state.state === 'starting' || state.state === 'running' ? starting(event) : undefined
    case 'doing':
      return state.state === 'starting' ? { ...state, doing: event.doing } : undefined
    case 'ready':
      return state.state === 'starting' ? { state: 'running', since: event.now } : undefined
    case 'pause':
      if (state.state === 'running') return { state: 'paused', why: event.why }
      // Whoever starts it can’t ask for a pause, but the host’s disk can fill up at any time.
      if (state.state === 'starting' && event.why === 'disk-full')
        return { state: 'paused', why: event.why, stage: state.stage }
      return undefined
    case 'resume':
      if (state.state === 'asleep' && !state.saved) return { state: 'running', since: event.now }
      if (state.state !== 'paused') return undefined
      if (state.stage !== undefined) return starting({ ...event, stage: state.stage })
      return { state: 'running', since: event.now }
    case 'save':
      return state.state === 'running' || (state.state === 'paused' && state.stage === undefined)
        ? { state: 'saving', done: 0, total: 0 }
        : undefined
    case 'saving':
      return state.state === 'saving' ? { state: 'saving', done: event.done, total: event.total } : undefined
    case 'saved':
      return state.state === 'saving' ? { state: 'stopped', saved: true } : undefined
    case 'sleep':
      if (state.state !== (event.saved ? 'saving' : 'running')) return undefined
      return { state: 'asleep', saved: event.saved, since: event.now }
    case 'not-saved':
      return state.state === 'saving' ? { state: 'running', since: event.now } : undefined
    case 'stop':
      if (state.state === 'asleep') return state.saved ? { state: 'stopped', saved: true } : { state: 'stopping' }
      return isUp(state) && state.state !== 'saving' && state.state !== 'stopping' ? { state: 'stopping' } : undefined
    case 'ended':
      if (state.state === 'stopping') return STOPPED
      return isUp(state) || isAsleep(state) ? { state: 'crashed', failure: event.failure } : undefined
    case 'failed':
      if (state.state === 'absent' || state.state === 'stopped' || state.state === 'crashed') return undefined
      return { state: 'crashed', failure: event.failure }
    case 'reset':
      return state.state === 'stopped' || state.state === 'crashed' ? { state: 'resetting' } : undefined
    case 'was-reset':
      return state.state === 'resetting' ? STOPPED : undefined
    case 'cleared':
      return state.state === 'crashed' || state.state === 'stopped' ? STOPPED : undefined
  }
}

const STOPPED: VmState = { state: 'stopped', saved: false }

const starting = ({ stage, now, until }: { stage: VmStage; now: number; until: number }): VmState => ({
  state: 'starting',
  stage,
  since: now,
  until,
})
