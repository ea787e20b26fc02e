import { z } from 'zod'
import type { NetworkDetail } from '../../contract/index.ts'
import type { EngineClient } from '../engine/index.ts'
import { readMap } from './facts.ts'

const words = z.record(z.string(), z.string()).nullish()

const inspected = z.object({
  Id: z.string(),
  Name: z.string(),
  Options: words,
  Labels: words,
  ConfigFrom: z.object({ Network: z.string().default('') }).nullish(),
  IPAM: z
    .object({
      Driver: z.string().default(''),
      Options: words,
      Config: z
        .array(
          z.object({
            Subnet: z.string().default(''),
            IPRange: z.string().nullish(),
            Gateway: z.string().nullish(),
            AuxiliaryAddresses: words,
          }),
        )
        .nullish(),
    })
    .nullish(),
})

const pairs = (record: z.infer<typeof words>) => Object.entries(record ?? {}).map(([key, value]) => ({ key, value }))

/** What a network is and who is on it, with the engine's own answer. @throws SlipwayError NOT_FOUND */
export async function inspect(client: EngineClient, id: string, signal?: AbortSignal): Promise<NetworkDetail> {
  const at = signal ? { signal } : {}
  const raw = await client.json(z.unknown(), 'GET', `/networks/${encodeURIComponent(id)}`, at)
  const one = inspected.parse(raw)
  const { containers } = await readMap(client, at, { id: one.Id, name: one.Name })
  const from = one.ConfigFrom?.Network
  return {
    id: one.Id,
    options: pairs(one.Options),
    labels: pairs(one.Labels),
    ipam: {
      driver: one.IPAM?.Driver ?? '',
      options: pairs(one.IPAM?.Options),
      subnets: (one.IPAM?.Config ?? []).map(({ Subnet, IPRange, Gateway, AuxiliaryAddresses }) => ({
        subnet: Subnet,
        ...(IPRange && { range: IPRange }),
        ...(Gateway && { gateway: Gateway }),
        reserved: pairs(AuxiliaryAddresses),
      })),
    },
    ...(from && { configFrom: from }),
    containers: containers.filter(({ endpoints }) => endpoints.some(({ network }) => network === one.Id)),
    raw,
  }
}
