import type { TestProject } from 'vitest/node'
import { startEngine } from './engine.ts'
import { makeImages } from './image.ts'

/** Starts the engine that the files of test/engine/ share. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const engine = await startEngine()
  await makeImages(engine)
  project.provide('engineAddress', engine.address)
  project.provide('engineFolder', engine.folder)
  return () => engine.stop()
}
