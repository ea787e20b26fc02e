import { inject } from 'vitest'
import { KeptVm } from './kept-vm.ts'

declare module 'vitest' {
  interface ProvidedContext {
    vm: { state: string; home: string } | undefined
  }
}

/**
 * The machine that all files of test/vm/ share, with the images of `makeImages` in its engine; undefined where there can
 * be none. It runs at each test's start and is to run at its end. Clean up what you make in it.
 */
export function sharedVm(): KeptVm | undefined {
  const shared = inject('vm')
  return shared && KeptVm.at(shared.state, shared.home)
}
