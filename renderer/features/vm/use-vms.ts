import type { Problem, VmStatus } from '../../../contract/index.ts'
import { client } from '../../lib/connection.ts'
import { useLatest } from '../../lib/stream.ts'

type Known = { vms: readonly VmStatus[] | undefined; problem: Problem | undefined; retry: () => void }

/** Every virtual machine of Slipway’s own; undefined until the host has said which there are. */
export function useVms(): Known {
  const { value, problem, retry } = useLatest('vms', (stream, signal) => client.vm.watch({ stream }, { signal }))
  return { vms: value, problem, retry }
}
