import type { JobStep } from '../../contract/index.ts'
import type { EngineClient } from '../engine/index.ts'
import { push } from '../images/index.ts'
import type { Registries } from '../registries/index.ts'
import type { Outline } from './outline.ts'

/** Pushes what was built by each of its names, each a step of the outline. @throws SlipwayError with the registry’s reason */
export async function pushBuilt(
  client: EngineClient,
  registries: Registries,
  outline: Outline,
  signal: AbortSignal,
): Promise<void> {
  for (const reference of outline.facts.build.tags) {
    const id = `push ${reference}`
    outline.put(id, { text: `pushing ${reference}`, state: 'running', started: Date.now() })
    const report = {
      doing: () => {},
      step: ({ id: layer, phase, done = 0, total = 0 }: JobStep) =>
        outline.part(id, { id: layer, done, total, ended: phase === 'done' || phase === 'there' }),
    }
    await push(client, { reference }, registries.authFor, report, signal)
    outline.put(id, { state: 'done', ended: Date.now() })
  }
}
