import { isAddress } from '../../contract/build-context.ts'
import { InvalidReference } from '../../contract/image-reference.ts'
import type { Build, BuildProblem } from '../../contract/index.ts'
import { isRelative, Misfit, moreFlags, onlyOutput, tagOf } from '../run/index.ts'
import type { BuilderChoice } from './builder.ts'

/** The fields that a problem may be about, besides the names of further flags. */
type Field = 'context' | 'file' | 'tags' | 'target' | 'args' | 'labels' | 'platforms' | 'secrets' | 'builder'

/** What is wrong with a build, as far as can be told from it alone. */
export function problemsOf(
  build: Build,
  { usual, buildkit, podman }: BuilderChoice,
  apiVersion: string,
): BuildProblem[] {
  const problems: BuildProblem[] = []
  const builder = build.builder ?? usual
  const note = (field: Field, what: string, at?: number) =>
    problems.push({ field, what, ...(at !== undefined && { at }) })
  if (build.context === '') note('context', 'Choose the folder to build.')
  else if (isAddress(build.context)) {
    if (builder === 'classic') note('context', 'From an address, only BuildKit builds here.')
    if (build.file && !isRelative(build.file)) note('file', 'Write where the Dockerfile lies behind that address.')
  } else if (isRelative(build.context)) note('context', 'Write the whole path of the folder.')
  if (build.builder === 'buildkit' && !buildkit) {
    note('builder', podman ? 'Podman builds by itself; it has no BuildKit.' : 'This engine has no BuildKit.')
  }
  for (const [at, tag] of build.tags.entries()) {
    const what = tag === '' ? 'Name the image, or take this row out.' : complaint(() => tagOf(tag))
    if (what !== undefined) note('tags', what, at)
  }
  if (build.tags.length === 0 && build.more.push?.at(-1) === 'true') {
    note('tags', 'Name the image: it is pushed to the registry that its name says.')
  }
  const output = readable(() => onlyOutput(build.more.output ?? []))
  if (output && isRelative(output.dest)) problems.push({ field: 'output', what: 'Write the whole path of the output.' })
  if (output && build.more.push?.at(-1) === 'true') {
    problems.push({ field: 'push', what: 'With an output there is no image to push.' })
  }
  const keys = new Set<string>()
  for (const [at, { key }] of build.args.entries()) {
    if (key === '') note('args', 'Name the argument, or take this row out.', at)
    else if (keys.has(key)) note('args', `“${key}” is there twice.`, at)
    keys.add(key)
  }
  for (const [at, { key }] of build.labels.entries()) {
    if (key === '') note('labels', 'Name the label, or take this row out.', at)
  }
  if (build.platforms.length > 1) {
    note('platforms', 'The engine builds for one platform at a time: build once for each.')
  }
  for (const [at, { id, file, variable }] of build.secrets.entries()) {
    if (id === '') note('secrets', 'The secret needs an id, by which the Dockerfile mounts it.', at)
    else if (file !== undefined && variable !== undefined) {
      note('secrets', 'A secret comes from a file or from a variable, not from both.', at)
    } else if (file !== undefined && isRelative(file)) note('secrets', 'Write the whole path of the file.', at)
  }
  if (builder === 'classic' && build.secrets.length > 0) {
    note('secrets', `${podman ? 'Podman’s Docker interface' : 'The classic builder'} takes no secrets; BuildKit does.`)
  }
  for (const { name, only, since, query } of moreFlags) {
    const values = build.more[name]
    if (!values) continue
    const what = complaint(() => query(values))
    if (what !== undefined) problems.push({ field: name, what })
    else if (only !== undefined && only !== builder) {
      problems.push({
        field: name,
        what: `--${name} is of the ${only === 'classic' ? 'classic builder' : 'BuildKit builder'} alone.`,
      })
    } else if (since !== undefined && builder === 'buildkit' && !atLeast(apiVersion, since)) {
      problems.push({
        field: name,
        what: `--${name} with BuildKit needs API version ${since}; this engine has ${apiVersion}.`,
      })
    }
  }
  return problems
}

function readable<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    // It is complained about where the flags are looked at.
    if (error instanceof Misfit) return undefined
    throw error
  }
}

function complaint(read: () => unknown): string | undefined {
  try {
    read()
    return undefined
  } catch (error) {
    if (error instanceof Misfit || error instanceof InvalidReference) return error.message
    throw error
  }
}

const minor = (version: string): number => Number(version.split('.')[1] ?? 0)
const atLeast = (version: string, other: string): boolean => minor(version) >= minor(other)
