import type { VmMend, VmStatus } from '../../contract/index.ts'
import { installHypervisor } from './findings.ts'
import type { Vms } from './vms.ts'

export type MendOptions = {
  vms: Vms
  status: VmStatus
  kind: VmMend['kind']
  signal: AbortSignal
  tell(line: string): void
}

/** Does what a button under a failure says, then starts the machine. @throws SlipwayError, VmError when it does not help */
export async function mend({ vms, status, kind, signal, tell }: MendOptions): Promise<void> {
  const { name } = status
  const start = async (how: { repair?: boolean; cold?: boolean } = {}) => {
    signal.throwIfAborted()
    // Whoever waits for a start and no longer wants it has it given up.
    const giveUp = () => void vms.do(name, { do: 'stop' }).catch(() => {})
    signal.addEventListener('abort', giveUp, { once: true })
    try {
      tell('Starting the virtual machine')
      await vms.do(name, { do: 'start', stay: status.stays, ...how })
    } finally {
      signal.removeEventListener('abort', giveUp)
    }
    signal.throwIfAborted()
  }
  switch (kind) {
    case 'install-hypervisor':
      await installHypervisor(false, tell)
      break
    case 'repair-disk':
      await start({ repair: true, cold: true })
      return
    case 'set-disk-aside':
      await vms.do(name, { do: 'set-disk-aside' })
      break
    case 'new-disk':
      await vms.do(name, { do: 'reset' })
      break
    case 'restore': {
      const [newest] = status.restorePoints
      if (newest) await vms.do(name, { do: 'restore', point: newest.id })
      break
    }
    case 'less-memory':
      await vms.do(name, { do: 'change', settings: { memory: Math.max(LEAST, Math.floor(status.size.memory / 2)) } })
      break
    case 'forget-saved':
      await start({ cold: true })
      return
    // A start builds an image that is missing.
    case 'build-image':
    case 'start':
      break
  }
  await start()
}

const LEAST = 512 * 1024 ** 2
