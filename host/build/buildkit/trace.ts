import type { BuildStep } from '../../../contract/index.ts'
import type { Places } from '../dockerfile/places.ts'
import type { Outline } from '../outline.ts'
import type { Status, Vertex } from './status.ts'

const NAME = /^\[(?:(?:[a-z0-9]+\/[^\s\]]+) )?(?:(.+?) )?(\d+)\/(\d+)\] (.*)$/s
const INTERNAL = /^\[(?:[^\]]*\s)?(internal|auth)\] (.*)$/s

/** Reads what BuildKit tells of a build into an outline. */
export class Trace {
  readonly #outline: Outline
  readonly #places: Places
  readonly #decoders = new Map<string, TextDecoder>()
  /** The instruction that failed. */
  failed: { text: string; error: string; line: number | undefined } | undefined

  constructor(outline: Outline, places: Places) {
    this.#outline = outline
    this.#places = places
  }

  take({ vertexes, statuses, logs, warnings }: Status): void {
    for (const vertex of vertexes) this.#step(vertex)
    for (const { id, vertex, current, total, completed } of statuses) {
      this.#outline.part(vertex, { id, done: current, total, ended: completed })
    }
    for (const { vertex, message } of logs) {
      const decoder = this.#decoders.get(vertex) ?? new TextDecoder()
      this.#decoders.set(vertex, decoder)
      this.#outline.log(vertex, decoder.decode(message, { stream: true }))
    }
    for (const { short, detail, url, line } of warnings) {
      this.#outline.warn({
        what: short,
        detail: detail.join('\n'),
        ...(url !== '' && { url }),
        ...(line !== undefined && { line }),
      })
    }
  }

  #step(vertex: Vertex): void {
    const { digest, name, error, started, completed } = vertex
    const named = this.#named(name)
    if (error !== '' && !/context canceled/.test(error)) {
      this.failed ??= { text: named.text, error, line: named.line }
    }
    this.#outline.put(digest, {
      ...named,
      state: stateOf(vertex),
      ...(started !== undefined && { started }),
      ...(completed !== undefined && { ended: completed }),
      ...(error !== '' && { error }),
    })
  }

  #named(name: string): Pick<BuildStep, 'text' | 'stage' | 'place' | 'line'> {
    const [, stage, number, all, text] = NAME.exec(name) ?? []
    if (number === undefined || text === undefined) return { text: INTERNAL.exec(name)?.[2] ?? name }
    const line = this.#places.ofStage(stage, Number(number))
    return {
      text,
      place: `${number}/${all}`,
      ...(stage !== undefined && { stage }),
      ...(line !== undefined && { line }),
    }
  }
}

function stateOf({ cached, started, completed, error }: Vertex): BuildStep['state'] {
  if (error !== '') return /context canceled/.test(error) ? 'stopped' : 'failed'
  if (cached) return 'cached'
  if (completed !== undefined) return 'done'
  return started === undefined ? 'waiting' : 'running'
}
