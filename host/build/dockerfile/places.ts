import type { Instruction } from './parse.ts'

/** Instructions that BuildKit counts as steps of a stage. */
const COUNTED = new Set(['FROM', 'RUN', 'COPY', 'ADD', 'WORKDIR'])

/** Where in a Dockerfile the steps that an engine tells of are written. */
export class Places {
  readonly #all: readonly Instruction[]
  readonly #stages: Instruction[][] = []
  readonly #names = new Map<string, number>()

  constructor(instructions: readonly Instruction[]) {
    this.#all = instructions
    for (const instruction of instructions) {
      if (instruction.name === 'FROM') {
        const named = /\sas\s+(\S+)\s*$/i.exec(instruction.text)?.[1]
        if (named !== undefined) this.#names.set(named.toLowerCase(), this.#stages.length)
        this.#stages.push([])
      }
      if (COUNTED.has(instruction.name)) this.#stages.at(-1)?.push(instruction)
    }
  }

  /** The line of the classic builder’s step of that number, which counts from 1. */
  ofStep(number: number): number | undefined {
    return this.#all[number - 1]?.line
  }

  /** The line of an instruction by its number within a stage, both counting from 1; FROM is the first. */
  inStage(stage: number, number: number): number | undefined {
    const starts = this.#all.flatMap(({ name }, index) => (name === 'FROM' ? [index] : []))
    return this.#all[(starts[stage - 1] ?? Number.NaN) + number - 1]?.line
  }

  /** The line of BuildKit’s step: `stage` as it names it, `number` within it, counting from 1. */
  ofStage(stage: string | undefined, number: number): number | undefined {
    return this.#steps(stage)?.[number - 1]?.line
  }

  #steps(stage: string | undefined): Instruction[] | undefined {
    if (stage === undefined) return this.#stages.length === 1 ? this.#stages[0] : undefined
    const index = this.#names.get(stage.toLowerCase()) ?? Number(/^stage-(\d+)$/.exec(stage)?.[1] ?? Number.NaN)
    return this.#stages[index]
  }
}

/** The line that an engine’s complaint about a Dockerfile names. */
export function lineNamed(why: string): number | undefined {
  const line =
    /(?:dockerfile|Dockerfile)[^\n]*?\bline (\d+)/.exec(why)?.[1] ?? /parse error (?:on )?line (\d+)/.exec(why)?.[1]
  return line === undefined ? undefined : Number(line)
}
