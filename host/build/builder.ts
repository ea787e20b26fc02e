import type { Builder } from '../../contract/index.ts'
import type { EngineClient } from '../engine/index.ts'

/** What an engine can build with: what docker would take, and whether BuildKit is there at all. */
export type BuilderChoice = { usual: Builder; buildkit: boolean; podman: boolean }

/** Asks an engine what it builds with. @throws SlipwayError when it can’t be reached */
export async function builderOf(client: EngineClient, signal?: AbortSignal): Promise<BuilderChoice> {
  const pong = await client.send('GET', '/_ping', { ...(signal && { signal }) })
  pong.resume()
  const said = (name: string) => String(pong.headers[name] ?? '')
  const podman = /libpod/i.test(said('server'))
  const system = said('ostype')
  // An engine that says nothing of it is Docker before 23, which has both; docker takes BuildKit on Linux.
  const buildkit = !podman && (said('builder-version') === '2' || system === 'linux')
  return { usual: buildkit && said('builder-version') !== '1' ? 'buildkit' : 'classic', buildkit, podman }
}
