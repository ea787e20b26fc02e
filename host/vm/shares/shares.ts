import type { VmLive } from '../../../contract/index.ts'
import { asSlipwayError, SlipwayError } from '../../errors.ts'
import type { Guest } from '../control.ts'
import type { Share } from '../driver.ts'

/** The folders of this computer that a machine is given, mounted in it at the same path. */
export class Shares {
  readonly #guest: Pick<Guest, 'ask'>
  readonly #shares: readonly Share[]
  #live: VmLive['shares'] = []

  constructor(guest: Pick<Guest, 'ask'>, shares: readonly Share[]) {
    this.#guest = guest
    this.#shares = shares
  }

  list(): VmLive['shares'] {
    return this.#live
  }

  /** Mounts them all; one that fails is told of, and keeps the others from nothing. */
  async mount(): Promise<void> {
    this.#live = []
    for (const share of this.#shares) {
      const { tag, path, readonly } = share
      try {
        await this.#guest.ask({ do: 'mount', tag, type: '9p', path, readonly })
        this.#live.push({ path, readonly })
      } catch (error) {
        // One that was mounted before this program came to it.
        const there = error instanceof SlipwayError && /busy/i.test(error.problem.why)
        this.#live.push({ path, readonly, ...(!there && { problem: notMounted(path, error).problem }) })
      }
    }
  }

  /** Lets go of them all, as before a save: QEMU saves no machine that has one mounted. */
  async unmount(): Promise<void> {
    for (const { path } of this.#shares.toReversed()) {
      await this.#guest.ask({ do: 'unmount', path }).catch(() => {})
    }
    this.#live = []
  }
}

const notMounted = (path: string, error: unknown) => {
  const { why } = asSlipwayError(error, '').problem
  return new SlipwayError('ENGINE_ERROR', {
    what: `${path} is not to be had in the virtual machine.`,
    why,
    next: 'Check that the folder is there and that you may read it, then restart the virtual machine.',
  })
}
