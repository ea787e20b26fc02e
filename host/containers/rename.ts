import type { EngineClient } from '../engine/index.ts'

/** Gives a container another name. @throws SlipwayError CONFLICT when the name is taken */
export async function rename(client: EngineClient, id: string, name: string, command: string) {
  await client.text('POST', `/containers/${encodeURIComponent(id)}/rename`, { query: { name } })
  return { command }
}
