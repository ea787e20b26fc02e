import { z } from 'zod'
import type { EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'
import type { EngineEvent } from './events.ts'

/** dockerd tells of these before its own listing knows of them, and holds the container until it does. */
const HELD: Record<string, ReadonlySet<string>> = {
  container: new Set(['die', 'pause', 'unpause', 'rename', 'update']),
  network: new Set(['connect', 'disconnect']),
}

/** The container that the engine still holds when it tells of the event; nothing when its listing knows already. */
export function heldContainer({ type, action, id, attributes }: EngineEvent): string | undefined {
  if (!HELD[type]?.has(action)) return undefined
  return type === 'container' ? id : attributes.container
}

/** Resolves when the engine's listing has what its event told: inspecting waits for the container's release. */
export async function awaitRelease(client: EngineClient, id: string, signal: AbortSignal): Promise<void> {
  try {
    await client.json(z.unknown(), 'GET', `/containers/${encodeURIComponent(id)}/json`, { signal })
  } catch (error) {
    if (!isGone(error)) throw error
  }
}

/** Whether the engine says that there is no such container. Podman fails of one that is being removed. */
export const isGone = (error: unknown): boolean =>
  error instanceof SlipwayError && (error.code === 'NOT_FOUND' || /no such container/i.test(error.message))
