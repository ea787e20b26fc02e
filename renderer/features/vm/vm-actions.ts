import type { VmMend, VmSettingsChange, VmStatus } from '../../../contract/index.ts'
import { client } from '../../lib/connection.ts'
import { memory } from '../../lib/format.ts'
import { actAsJob } from '../../lib/job-done.ts'
import { asProblem } from '../../lib/problem.ts'
import { settings } from '../../lib/settings.ts'
import { toastDone, toastProblem } from '../../lib/toasts.ts'

type Act = Parameters<typeof client.vm.act>[0]['action']

/** Its state, on the page, shows how far it is; what is left to say is that it is done, or why not. */
async function perform(done: string, failed: string, work: () => Promise<{ command: string }>): Promise<boolean> {
  try {
    const { command } = await work()
    toastDone(done, settings.get().showCommands ? command : undefined)
    return true
  } catch (error) {
    toastProblem(asProblem(error, failed))
    return false
  }
}

/** Starts it; a failure is the machine’s state, and stands on the page with what mends it. Gives whether it runs. */
export async function start(name: string, how: { repair?: boolean; cold?: boolean } = {}): Promise<boolean> {
  try {
    const { command } = await client.vm.start({ name, ...how })
    toastDone('The virtual machine runs', settings.get().showCommands ? command : undefined)
    return true
  } catch {
    return false
  }
}

const WORDS: Record<Act, { done: string; failed: string }> = {
  stop: { done: 'Stopped the virtual machine', failed: 'The virtual machine could not be stopped.' },
  restart: { done: 'Restarted the virtual machine', failed: 'The virtual machine could not be restarted.' },
  pause: { done: 'Paused the virtual machine', failed: 'The virtual machine could not be paused.' },
  resume: { done: 'The virtual machine goes on', failed: 'The virtual machine could not go on.' },
  save: { done: 'Saved the virtual machine', failed: 'The virtual machine could not be saved.' },
  reset: { done: 'The virtual machine has an empty disk', failed: 'The virtual machine could not be reset.' },
  'set-disk-aside': { done: 'Set the disk aside', failed: 'The disk could not be set aside.' },
  'make-restore-point': { done: 'Made a restore point', failed: 'The restore point could not be made.' },
}

/** Does something with it; a toast says how that went. */
export function act(name: string, action: Act): Promise<boolean> {
  const { done, failed } = WORDS[action]
  return perform(done, failed, () => client.vm.act({ name, action }))
}

/** Gives the memory and disk space that it does not need back. */
export async function trim(name: string): Promise<void> {
  try {
    const { bytes, command } = await client.vm.trim({ name })
    toastDone(
      bytes > 0 ? `${memory(bytes)} came back to this computer` : 'There was nothing to give back',
      settings.get().showCommands ? command : undefined,
    )
  } catch (error) {
    toastProblem(asProblem(error, 'Nothing could be given back.'))
  }
}

/** Keeps new settings. */
export function change({ name }: Pick<VmStatus, 'name'>, next: VmSettingsChange): Promise<boolean> {
  return perform('Kept; it holds from the next start', 'The settings could not be kept.', () =>
    client.vm.change({ name, settings: next }),
  )
}

/** Keeps after how many idle minutes it sleeps; holds at once. */
export function changeSleep({ name }: Pick<VmStatus, 'name'>, idleMinutes: number): Promise<boolean> {
  return perform(
    idleMinutes === 0 ? 'It stays awake' : 'It sleeps when nobody needs it',
    'The setting could not be kept.',
    () => client.vm.change({ name, settings: { idleMinutes } }),
  )
}

/** Goes back to a former state of the disk. */
export function restore(name: string, point: string): Promise<boolean> {
  return perform('The disk is what it was then', 'The restore point could not be brought back.', () =>
    client.vm.restore({ name, point }),
  )
}

/** Forgets a former state of the disk for ever. */
export function forget(name: string, point: string, bytes: number | undefined): Promise<boolean> {
  return perform(
    bytes === undefined ? 'Forgot the restore point' : `Forgot the restore point, ${memory(bytes)}`,
    'The restore point could not be forgotten.',
    () => client.vm.forget({ name, point }),
  )
}

/** Does what a button under a failure says. */
export function mend(name: string, { kind, label }: VmMend): Promise<boolean> {
  return actAsJob({
    doing: label,
    done: () => 'The virtual machine runs',
    failed: `“${label}” did not help.`,
    start: (signal) => client.vm.mend({ name, mend: kind }, { signal }),
  })
}
