import { inject } from 'vitest'
import { accessEngine, type EngineAccess } from './engine.ts'

declare module 'vitest' {
  interface ProvidedContext {
    engineAddress: string
    engineFolder: string
  }
}

/**
 * The engine that all files of test/engine/ share, with the images of `makeImages`. Clean up what you make in it;
 * a test that stops the engine starts its own.
 */
export function sharedEngine(): EngineAccess {
  return accessEngine(inject('engineAddress'), inject('engineFolder'))
}
