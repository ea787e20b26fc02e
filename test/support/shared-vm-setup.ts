import type { TestProject } from 'vitest/node'
import { ownArchitecture } from '../../host/vm/places.ts'
import { makeImages } from './image.ts'
import { KeptVm } from './kept-vm.ts'
import { prepareImage } from './vm-setup.ts'

/** Boots the machine that the files of test/vm/ share. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const there = await prepareImage(ownArchitecture)
  project.provide('vm', undefined)
  if (!there) return undefined
  const vm = await KeptVm.make()
  try {
    await vm.slipway('resize', '--memory', '1g', '--cpus', '2', '--disk', '4g')
    const began = performance.now()
    await vm.slipway('start')
    console.log(`The virtual machine was made and started in ${((performance.now() - began) / 1000).toFixed(1)} s.`)
    await makeImages(await vm.published())
  } catch (error) {
    await vm.remove()
    throw error
  }
  const { state, home } = vm
  project.provide('vm', { state, home })
  return () => vm.remove()
}
