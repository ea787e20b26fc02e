import type { Problem, VmFailure, VmMend } from '../../contract/index.ts'

/** Why a virtual machine does not run, with what mends it. */
export class VmError extends Error {
  override name = 'VmError'
  readonly failure: VmFailure

  constructor(code: VmFailure['code'], problem: Problem, mends: VmMend[] = [], options?: ErrorOptions) {
    super(`${problem.what} ${problem.why}`, options)
    this.failure = { code, problem, mends }
  }
}

/** The failure that an error stands for; one that nobody foresaw is the hypervisor’s. */
export function failureOf(error: unknown): VmFailure {
  if (error instanceof VmError) return error.failure
  const why = error instanceof Error ? error.message : String(error)
  return {
    code: 'hypervisor',
    problem: {
      what: 'The virtual machine failed.',
      why,
      next: 'Start it again. If it stays, look at its log: `slipway vm logs`.',
    },
    mends: [],
  }
}
