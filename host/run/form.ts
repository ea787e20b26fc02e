import type { Run } from '../../contract/run.ts'
import type { FormProblem, RunFlag, RunForm } from '../../contract/runs.ts'
import { clashes } from './body/clashes.ts'
import { beyond, lacking } from './body/support.ts'
import { emptyRun } from './empty.ts'
import { imageNameOf } from './fields/image.ts'
import { flagGroups, runFlags } from './flags/index.ts'
import { Misfit } from './misfit.ts'
import { type Relative, relativePaths } from './relative.ts'

type EngineTraits = { apiVersion: string; os?: string }

const byName = new Map(runFlags.map((flag) => [flag.name, flag]))

/** Every flag as a form offers it, and whether this engine can do it. */
export function formFlags(engine: EngineTraits): RunFlag[] {
  return groupNames.flatMap((group) =>
    flagGroups[group].map((flag) => {
      const { name, short, about, alone, many, normally = false } = flag
      const missing = beyond(flag, engine)
      return {
        name,
        about,
        group,
        kind: alone ? 'truth' : many ? 'values' : 'value',
        normally,
        ...(short !== undefined && { short }),
        ...(missing !== undefined && { lacking: missing }),
      }
    }),
  )
}

const groupNames = ['life', 'network', 'storage', 'process', 'limits', 'health', 'isolation'] as const

/** The form that says what the model says. */
export function formOf(run: Run): RunForm {
  const flags: RunForm['flags'] = {}
  for (const flag of runFlags) {
    const values = flag.values(run)
    if (values.length > 0) flags[flag.name] = values
  }
  return { verb: run.verb, image: run.image, command: run.command, flags }
}

/** What a form says. Values that repeat and are empty are rows nobody filled in yet. */
export function readForm(form: RunForm, engine: EngineTraits): { run: Run; problems: FormProblem[] } {
  const run = emptyRun(form.verb, form.image.trim())
  run.command = form.command
  const problems: FormProblem[] = []
  const attempt = (name: string, at: number | undefined, take: () => void) => {
    try {
      take()
    } catch (error) {
      if (!(error instanceof Misfit)) throw error
      problems.push({ flags: [name], what: error.message, ...(at !== undefined && { at }) })
    }
  }
  if (run.image === '') problems.push({ flags: ['image'], what: 'Name an image, such as nginx:alpine.' })
  else attempt('image', undefined, () => void imageNameOf(run.image))
  for (const [name, values] of Object.entries(form.flags)) {
    const flag = byName.get(name)
    if (!flag) problems.push({ flags: [name], what: `There is no flag --${name}.` })
    if (!flag || (flag.verb !== undefined && flag.verb !== form.verb)) continue
    for (const [at, value] of values.entries()) {
      if (flag.many && value === '') continue
      attempt(name, flag.many ? at : undefined, () => flag.set(run, value))
    }
  }
  if (problems.length > 0) return { run, problems }
  const open = relativePaths(run)
  if (open.length > 0) return { run, problems: open.map((one) => incomplete(one, form)) }
  return {
    run,
    problems: [
      ...clashes(run).map(({ flags, what }) => ({ flags: [...flags], what })),
      ...lacking(run, engine).map(({ flag, what }) => ({ flags: [flag], what })),
    ],
  }
}

/** A form is filled in nowhere: what a path starts from has to be in it. */
function incomplete({ path, flag }: Relative, { flags }: RunForm): FormProblem {
  const at = flags[flag]?.findIndex((value) => value.includes(path)) ?? -1
  return {
    flags: [flag],
    what: `“${path}” starts from a folder that is not known here: write the whole path.`,
    ...(byName.get(flag)?.many && at >= 0 && { at }),
  }
}
