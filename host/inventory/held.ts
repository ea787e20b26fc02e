import { z } from 'zod'
import type { EngineClient } from '../engine/index.ts'
import { SlipwayError } from '../errors.ts'
import type { EngineEvent } from './events.ts'

/** dockerd tells of these before its own listing knows of them, and holds the container until it does. */
const HELD = new Set(['die', 'pause', 'unpause', 'rename', 'update'])

/** Whether the engine's listing may still lag what the event tells. */
export const isHeld = ({ type, action }: EngineEvent): boolean => type === 'container' && HELD.has(action)

/** Resolves when the engine's listing has what its event told: inspecting waits for the container's release. */
export async function awaitRelease(client: EngineClient, id: string, signal: AbortSignal): Promise<void> {
  try {
    await client.json(z.unknown(), 'GET', `/containers/${encodeURIComponent(id)}/json`, { signal })
  } catch (error) {
    if (!(error instanceof SlipwayError && error.code === 'NOT_FOUND')) throw error
  }
}
