import { z } from 'zod'

/** What went wrong in a run, as the program told it: an errno’s name and the path it is about. */
export class ToolboxFailure extends Error {
  override name = 'ToolboxFailure'
  /** As `ENOENT`; `KILLED` where the program could not say. */
  readonly code: string
  readonly path: string

  constructor(code: string, path: string) {
    super(`${code} ${path}`.trim())
    this.code = code
    this.path = path
  }
}

const line = z.union([
  z.object({ error: z.string(), path: z.string() }),
  z.object({ warning: z.string(), path: z.string() }),
])

/** Something that was left out, while the rest was done. */
export type ToolboxWarning = { code: string; path: string }

/** What the program said beside its result. */
export function readProblems(said: string): { failure: ToolboxFailure | undefined; warnings: ToolboxWarning[] } {
  let failure: ToolboxFailure | undefined
  const warnings: ToolboxWarning[] = []
  for (const one of said.split('\n')) {
    const parsed = line.safeParse(jsonOf(one))
    if (!parsed.success) continue
    if ('error' in parsed.data) failure ??= new ToolboxFailure(parsed.data.error, parsed.data.path)
    else warnings.push({ code: parsed.data.warning, path: parsed.data.path })
  }
  return { failure, warnings }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
