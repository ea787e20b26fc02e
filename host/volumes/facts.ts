import type { EngineClient } from '../engine/index.ts'
import type { VolumeFacts } from './archive/manifest.ts'
import { readVolume } from './inspect.ts'

/** What a volume is, so that it can be made again. @throws SlipwayError NOT_FOUND */
export async function factsOf(client: EngineClient, name: string, signal?: AbortSignal): Promise<VolumeFacts> {
  const { Name, Driver, Options, Labels } = await readVolume(client, name, signal)
  return { name: Name, driver: Driver, options: Options ?? {}, labels: Labels ?? {} }
}

/** Whether its files are on another machine or in another folder, which keep them when the volume goes. */
export const isElsewhere = ({
  driver,
  options: { device = '', type = '' },
}: Omit<VolumeFacts, 'name' | 'labels'>): boolean => driver === 'local' && device !== '' && type !== 'tmpfs'

/** The labels that a copy has: those of the original but for what tells whose it was. */
export const labelsOfCopy = (labels: VolumeFacts['labels']): VolumeFacts['labels'] =>
  Object.fromEntries(
    Object.entries(labels).filter(([key]) => !/^com\.docker\.(?:compose\.|volume\.anonymous$)/.test(key)),
  )
