import type { VmStage, VmState } from '../../../contract/index.ts'
import { SlipwayError } from '../../errors.ts'
import { VmError } from '../failure.ts'
import { WAITS_FOR } from './deadlines.ts'

const NAMES: Record<VmState['state'], string> = {
  absent: 'not made yet',
  installing: 'being made',
  stopped: 'stopped',
  starting: 'starting',
  running: 'running',
  paused: 'paused',
  saving: 'being saved',
  asleep: 'asleep',
  stopping: 'stopping',
  crashed: 'not running, since it failed',
  resetting: 'being reset',
}

/** What was asked for can’t be done in the state that the VM is in. */
export const notNow = (what: string, { state }: VmState, next: string) =>
  new SlipwayError('CONFLICT', {
    what: `The virtual machine can’t be ${what} now.`,
    why: `It is ${NAMES[state]}.`,
    next,
  })

export const unsupported = (what: string, next: string) =>
  new SlipwayError('UNSUPPORTED', {
    what: `This virtual machine can’t ${what}.`,
    why: 'What runs it on this computer does not have that.',
    next,
  })

/** A stage took longer than it may. `trouble` is what was heard meanwhile. */
export const tooLate = (stage: VmStage, deadline: number, trouble: string) =>
  new VmError(
    stage === 'engine' ? 'engine' : 'late',
    {
      what: `The virtual machine waited in vain for ${WAITS_FOR[stage]}.`,
      why: `That took longer than ${Math.round(deadline / 1000)} s. ${trouble}`.trim(),
      next: 'Start it again. If it stays, look at its log: `slipway vm logs`',
    },
    [{ kind: 'start', label: 'Start again', command: 'slipway vm start' }],
  )

export const endedBySomething = (how: string) =>
  new VmError(
    'ended',
    {
      what: 'The virtual machine ended by itself.',
      why: how,
      next: 'Start it again: what was written to its disk is there. If it stays, look at its console: `slipway vm logs`',
    },
    [{ kind: 'start', label: 'Start again', command: 'slipway vm start' }],
  )
