import { z } from 'zod'
import type { EngineClient } from '../../engine/index.ts'
import { SlipwayError } from '../../errors.ts'
import { openEvents, readContainers } from '../../inventory/index.ts'
import { bindingsOf } from './binding.ts'
import type { Forwards } from './forwards.ts'

const addresses = z.object({
  NetworkSettings: z.object({
    Networks: z.record(z.string(), z.object({ IPAddress: z.string().optional() }).nullable()).nullish(),
  }),
})

/**
 * Publishes what the engine’s containers publish, as its events tell, until the connection breaks, which throws.
 * What is published stays then: the containers run on, and are listed anew with the next connection.
 */
export async function followPorts(client: EngineClient, forwards: Forwards, signal: AbortSignal): Promise<never> {
  const events = await openEvents(client, signal)
  const listed = await readContainers(client, undefined, { signal })
  await forwards.replace(new Map(listed.map((container) => [container.id, bindingsOf(container)])))
  for await (const { type, action, id, attributes } of events) {
    if (type === 'container' && action === 'start') await refresh(client, forwards, id, signal)
    else if (type === 'container' && (action === 'die' || action === 'destroy')) await forwards.set(id, [])
    else if (type === 'network' && attributes.container !== undefined) {
      await refresh(client, forwards, attributes.container, signal)
    }
  }
  throw new Error('The engine ended its event stream.')
}

async function refresh(client: EngineClient, forwards: Forwards, id: string, signal: AbortSignal): Promise<void> {
  const [container] = await readContainers(client, [id], { signal })
  await forwards.set(id, container === undefined ? [] : bindingsOf(container))
}

/** The address by which the guest reaches a container; nothing for one that is gone or has no network of its own. */
export async function containerAddress(client: EngineClient, id: string): Promise<string | undefined> {
  try {
    const { NetworkSettings } = await client.json(addresses, 'GET', `/containers/${encodeURIComponent(id)}/json`)
    const networks = Object.values(NetworkSettings.Networks ?? {})
    return networks.map((network) => network?.IPAddress).find((address) => address)
  } catch (error) {
    if (error instanceof SlipwayError && error.code === 'NOT_FOUND') return undefined
    throw error
  }
}
