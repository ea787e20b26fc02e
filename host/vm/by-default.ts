import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { imageFolder, ownArchitecture } from './places.ts'
import { DEFAULT_VM, type Vms } from './vms.ts'

/**
 * Starts the default VM where this computer has no engine, and holds it as long as Slipway is open. Gives false where
 * there is nothing to start it from.
 * @throws SlipwayError with the culprit; the VM’s status has it too, with what mends it
 */
export async function startByDefault(vms: Vms): Promise<boolean> {
  const { places } = vms
  if (places === undefined) return false
  const image = join(imageFolder(places, ownArchitecture), 'image.json')
  if (places.builder === undefined && !existsSync(image)) return false
  await vms.do(DEFAULT_VM, { do: 'start', stay: false })
  return true
}
