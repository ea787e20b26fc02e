import type { VmMend } from '../../../contract/index.ts'
import { commandLine } from '../../../contract/shell.ts'
import type { GuestWord } from '../control.ts'
import { VmError } from '../failure.ts'
import type { VmFolder } from '../folder.ts'

type FailedWord = Extract<GuestWord, { event: 'failed' }>

/** What stops a start; undefined for what the guest goes on without. `mending` is why a repair did not help. */
export function guestFailure(word: FailedWord, { name, data }: VmFolder, mending?: unknown): VmError | undefined {
  const command = (...words: string[]) => commandLine(['slipway', 'vm', ...words, '--name', name])
  const aside: VmMend = {
    kind: 'set-disk-aside',
    label: 'Set the disk aside and begin with an empty one',
    command: command('repair', '--set-aside'),
  }
  const repair: VmMend = { kind: 'repair-disk', label: 'Repair the disk', command: command('repair') }
  switch (word.code) {
    case 'broken':
    case 'mount':
    case 'unreadable':
      return new VmError(
        'data-broken',
        {
          what: 'The virtual machine’s data disk is damaged.',
          why: mending instanceof Error ? mending.message : word.why,
          next: mending
            ? `Go back to a restore point, or set the disk aside. ${data} is never deleted.`
            : 'Repair it: what can be read is kept, the rest is put into lost+found.',
        },
        mending ? [aside] : [repair, aside],
      )
    case 'foreign':
    case 'too-small':
    case 'format':
      return new VmError(
        'data-foreign',
        {
          what: 'The virtual machine’s data disk can’t be used.',
          why: word.why,
          next: `Set the disk aside and begin with an empty one. ${data} is never deleted.`,
        },
        [aside],
      )
    case 'image':
    case 'keys':
    case 'address':
    case 'missing':
      return new VmError('guest', {
        what: 'The virtual machine’s system could not start.',
        why: `${word.stage}: ${word.why}.`,
        next: 'Start it again. If it stays, look at its console: `slipway vm logs`',
      })
    default:
      return undefined
  }
}
