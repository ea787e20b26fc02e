import { z } from 'zod'
import type { VmLoss } from '../../contract/index.ts'
import { EngineClient, parseEndpoint } from '../engine/index.ts'

const bytes = z.number().nonnegative().catch(0)
const usage = z.object({
  Images: z.array(z.object({ RepoTags: z.array(z.string()).nullish(), Id: z.string(), Size: bytes })).nullish(),
  Containers: z.array(z.object({ Names: z.array(z.string()), SizeRw: bytes.optional() })).nullish(),
  Volumes: z.array(z.object({ Name: z.string(), UsageData: z.object({ Size: bytes }).nullish() })).nullish(),
})

/** To count all that is in its volumes, an emulated machine may take long. */
const USAGE_MS = 120_000

/**
 * What is in an engine and would be gone with its disk, the dearest first.
 * @param address as DOCKER_HOST has it
 * @throws SlipwayError when the engine does not answer
 */
export async function lossOf(address: string): Promise<VmLoss[]> {
  const engine = new EngineClient(parseEndpoint(address))
  try {
    const { Images, Containers, Volumes } = await engine.json(usage, 'GET', '/system/df', { timeout: USAGE_MS })
    return [
      ...(Volumes ?? []).map((one) => ({ kind: 'volume' as const, name: one.Name, bytes: one.UsageData?.Size ?? 0 })),
      ...(Containers ?? []).map(({ Names, SizeRw = 0 }) => ({
        kind: 'container' as const,
        name: Names.map((name) => name.replace(/^\//, '')).join(', '),
        bytes: SizeRw,
      })),
      ...(Images ?? []).map((one) => ({
        kind: 'image' as const,
        name: one.RepoTags?.join(', ') || one.Id,
        bytes: one.Size,
      })),
    ]
  } finally {
    engine.close()
  }
}
