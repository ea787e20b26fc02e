import { z } from 'zod'
import type { Places } from '../dockerfile/places.ts'
import type { Outline } from '../outline.ts'

const message = z.object({
  stream: z.string().optional(),
  status: z.string().optional(),
  id: z.string().optional(),
  progressDetail: z.object({ current: z.number().optional(), total: z.number().optional() }).nullish(),
  error: z.string().optional(),
  aux: z.object({ ID: z.string().optional() }).nullish(),
})

const STEP = /^(?:\[(\d+)\/\d+\] )?STEP (\d+)\/(\d+) ?: (.*)\n?$/i
const BUILT = /^Successfully built ([0-9a-f]{12,64})\s*$/
/** What the builder says of its own doings. */
const ASIDE =
  /^ ?-{2,3}> |^Removing intermediate container |^Removed intermediate container |^Successfully tagged |^COMMIT /

type Progress = { current?: number | undefined; total?: number | undefined }

/** Reads the classic builder’s words into an outline. Podman’s are the same, in its own spelling. */
export class ClassicOutput {
  readonly #outline: Outline
  readonly #places: Places
  #current: { id: string; number: number; stage: number } | undefined
  #image: string | undefined

  constructor(outline: Outline, places: Places) {
    this.#outline = outline
    this.#places = places
  }

  /** The image’s id, once it was built. */
  get image(): string | undefined {
    return this.#image
  }

  /** Takes one line of the answer; gives the builder’s complaint when it is one. @throws when it is no JSON */
  take(line: string, now: number): string | undefined {
    const { stream, status, id, progressDetail, error, aux } = message.parse(JSON.parse(line))
    if (error !== undefined) return error.trim()
    if (aux?.ID !== undefined) this.#image = aux.ID
    if (stream !== undefined) this.#said(stream, now)
    else if (status !== undefined) this.#pulled(status, id, progressDetail ?? {})
    return undefined
  }

  #said(text: string, now: number): void {
    const [, stage, number, all, instruction = ''] = STEP.exec(text) ?? []
    if (number !== undefined && this.#isNext(Number(number), Number(stage ?? 1))) {
      this.#begin(
        { number: Number(number), stage: Number(stage ?? 1) },
        all ?? '',
        instruction,
        stage !== undefined,
        now,
      )
      return
    }
    const built = BUILT.exec(text)?.[1]
    if (built !== undefined) this.#image ??= built
    else if (this.#current && / ---> Using cache|^--> Using cache/.test(text))
      this.#outline.put(this.#current.id, { state: 'cached' })
    else if (this.#current && !ASIDE.test(text)) this.#outline.log(this.#current.id, text)
  }

  /** A program in a step may print what looks like the next one. */
  #isNext(number: number, stage: number): boolean {
    if (!this.#current) return true
    return stage === this.#current.stage
      ? number === this.#current.number + 1
      : stage > this.#current.stage && number === 1
  }

  #begin(step: { number: number; stage: number }, all: string, text: string, staged: boolean, now: number): void {
    this.finish(now)
    const id = `${step.stage}/${step.number}`
    this.#current = { id, ...step }
    const line = staged ? this.#places.inStage(step.stage, step.number) : this.#places.ofStep(step.number)
    this.#outline.put(id, {
      text: text.trim(),
      place: `${step.number}/${all}`,
      state: 'running',
      started: now,
      ...(staged && { stage: `stage ${step.stage}` }),
      ...(line !== undefined && { line }),
    })
  }

  /** The step that runs has ended. */
  finish(now: number): void {
    const step = this.#current && this.#outline.step(this.#current.id)
    if (!step || step.ended !== undefined) return
    this.#outline.put(step.id, { state: step.state === 'cached' ? 'cached' : 'done', ended: now })
  }

  #pulled(status: string, layer: string | undefined, { current = 0, total = 0 }: Progress): void {
    if (!this.#current) return
    if (layer === undefined || !/^[0-9a-f]{12}$/.test(layer)) this.#outline.log(this.#current.id, `${status}\n`)
    else {
      const ended = /complete|already exists/i.test(status)
      const known = this.#outline.step(this.#current.id)?.parts.find(({ id }) => id === layer)
      const size = Math.max(total, known?.total ?? 0)
      this.#outline.part(this.#current.id, { id: layer, done: ended ? size : current, total: size, ended })
    }
  }
}
