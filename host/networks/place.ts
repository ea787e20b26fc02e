import { z } from 'zod'
import type { EndpointSpec } from '../../contract/index.ts'
import type { EngineClient } from '../engine/index.ts'

const text = z.string().nullish()

const inspected = z.object({
  Id: z.string(),
  NetworkSettings: z
    .object({
      Networks: z
        .record(
          z.string(),
          z.object({
            NetworkID: text,
            IPAMConfig: z
              .object({ IPv4Address: text, IPv6Address: text, LinkLocalIPs: z.array(z.string()).nullish() })
              .nullish(),
            Links: z.array(z.string()).nullish(),
            Aliases: z.array(z.string()).nullish(),
            DriverOpts: z.record(z.string(), z.string()).nullish(),
            GwPriority: z.number().nullish(),
          }),
        )
        .nullish(),
    })
    .nullish(),
})

/**
 * What was said of a container’s place on a network when it joined, so that it can be said again; nothing where it is
 * not on it. An address that the engine chose is its to choose again. @throws SlipwayError
 */
export async function placeOf(
  client: EngineClient,
  container: string,
  network: { id: string; name: string },
  signal?: AbortSignal,
): Promise<EndpointSpec | undefined> {
  const path = `/containers/${encodeURIComponent(container)}/json`
  const { Id, NetworkSettings } = await client.json(inspected, 'GET', path, signal ? { signal } : {})
  const places = Object.entries(NetworkSettings?.Networks ?? {})
  // One that was never started knows only the name.
  const [, place] = places.find(([name, one]) => one.NetworkID === network.id || name === network.name) ?? []
  if (!place) return undefined
  const { IPAMConfig, Links, Aliases, DriverOpts, GwPriority } = place
  return {
    // The engine adds this one by itself.
    aliases: (Aliases ?? []).filter((alias) => alias !== Id.slice(0, 12)),
    ...(IPAMConfig?.IPv4Address && { ip: IPAMConfig.IPv4Address }),
    ...(IPAMConfig?.IPv6Address && { ip6: IPAMConfig.IPv6Address }),
    linkLocalIps: IPAMConfig?.LinkLocalIPs ?? [],
    links: Links ?? [],
    driverOptions: Object.entries(DriverOpts ?? {}).map(([key, value]) => ({ key, value })),
    ...(GwPriority && { gatewayPriority: GwPriority }),
  }
}
