import type { VmStage, VmState, VmStatus } from '../../../contract/index.ts'
import type { Tone } from '../../components/badge.tsx'
import { memory } from '../../lib/format.ts'

/** What each stage of a start is about, and what is waited for in it, as it stands after a colon; in the order of a start. */
export const STAGES: Record<VmStage, { name: string; waits: string }> = {
  image: { name: 'The image', waits: 'its files are checked by their hashes, and unpacked once' },
  build: { name: 'The image’s build', waits: 'packages of Debian are brought and put together; only this once' },
  hypervisor: { name: 'What runs it', waits: 'it is looked for, and the fastest way it works is found' },
  disk: { name: 'The disk', waits: 'it is made ready; after a crash it is checked' },
  machine: { name: 'The machine', waits: 'it is switched on' },
  resume: { name: 'The saved state', waits: 'the machine goes on from it' },
  kernel: { name: 'The kernel', waits: 'its first word' },
  root: { name: 'The system', waits: 'it is mounted from the image' },
  network: { name: 'The network', waits: 'it comes up' },
  data: { name: 'Your data', waits: 'the disk is checked and mounted' },
  engine: { name: 'The engine', waits: 'it answers' },
}

/** A state in a word or two. */
export const STATE_WORDS: Record<VmState['state'], string> = {
  absent: 'Not made yet',
  installing: 'Being made',
  stopped: 'Stopped',
  starting: 'Starting',
  running: 'Running',
  paused: 'Paused',
  saving: 'Being saved',
  asleep: 'Asleep',
  stopping: 'Stopping',
  crashed: 'Failed',
  resetting: 'Being reset',
}

export const STATE_TONES: Record<VmState['state'], Tone> = {
  absent: 'neutral',
  installing: 'accent',
  stopped: 'neutral',
  starting: 'accent',
  running: 'good',
  paused: 'warn',
  saving: 'accent',
  asleep: 'neutral',
  stopping: 'accent',
  crashed: 'bad',
  resetting: 'accent',
}

/** What it does, as a sentence. */
export function stateSentence({ state }: Pick<VmStatus, 'state'>): string {
  switch (state.state) {
    case 'absent':
      return 'It is made at its first start. Its disk takes only what is used.'
    case 'installing':
      return `${state.doing}.`
    case 'stopped':
      return state.saved ? 'Its state is saved: the next start goes on from there.' : 'It takes nothing but disk space.'
    case 'starting':
      return `${STAGES[state.stage].name}: ${STAGES[state.stage].waits}.`
    case 'running':
      return 'Its engine answers.'
    case 'paused':
      return state.why === 'asked'
        ? 'It stands still, and keeps its memory.'
        : 'This computer’s disk is full, so it stands still until there is room. Nothing is lost.'
    case 'saving':
      return state.total > 0
        ? `${memory(state.done)} of ${memory(state.total)} are written.`
        : 'Its memory is written to disk.'
    case 'asleep':
      return state.saved
        ? 'Nobody needed it, so its state is saved. Who connects to its engine wakes it.'
        : 'Nobody needed it, so it stands still. Who connects to its engine wakes it.'
    case 'stopping':
      return 'Its containers end within their grace, then all the rest.'
    case 'crashed':
      return state.failure.problem.what
    case 'resetting':
      return 'It gets an empty disk; the former one is kept.'
  }
}

/** What a machine is called: the one that everybody has needs no name. */
export const titleOf = (name: string): string => (name === 'default' ? 'Virtual machine' : `Virtual machine “${name}”`)
