import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { build } from './build.ts'
import { engineId } from './engines.ts'
import { base } from './errors.ts'
import { streamId } from './flow.ts'
import { hostPath } from './host-files.ts'
import { jobId } from './jobs.ts'
import { problemSchema } from './problem.ts'

const builder = z.enum(['buildkit', 'classic'])

/** A stage of a Dockerfile; lines count from 1. */
export const dockerfileStage = z.object({ from: z.string(), line: z.number().int(), name: z.string().optional() })
export type DockerfileStage = z.infer<typeof dockerfileStage>

/** A build argument that a Dockerfile declares, with the value it has unless one is given. */
export const dockerfileArg = z.object({ name: z.string(), line: z.number().int(), normally: z.string().optional() })
export type DockerfileArg = z.infer<typeof dockerfileArg>

/** What there is to build in a folder. */
export const buildPlace = z.object({
  folder: z.string(),
  dockerfile: z.object({ path: z.string(), name: z.string(), outside: z.boolean() }),
  stages: z.array(dockerfileStage),
  args: z.array(dockerfileArg),
  /** The file that says what is left out, and how many patterns it has. */
  ignore: z.object({ path: z.string(), patterns: z.number().int() }).optional(),
})
export type BuildPlace = z.infer<typeof buildPlace>

/** How much a build would send. */
export const contextSize = z.object({
  files: z.number().int(),
  /** Bytes. */
  bytes: z.number(),
  /** The largest of what lies in the folder itself, each with its bytes. */
  largest: z.array(z.object({ name: z.string(), bytes: z.number() })),
  /** There is more: counting ended before. */
  more: z.boolean(),
})
export type ContextSize = z.infer<typeof contextSize>

/** What is wrong with a build, at which of its fields, and at which of their values. */
export const buildProblem = z.object({ field: z.string(), at: z.number().int().optional(), what: z.string() })
export type BuildProblem = z.infer<typeof buildProblem>

/** A flag that the form offers besides its own fields. */
export const buildFlag = z.object({
  name: z.string(),
  about: z.string(),
  alone: z.boolean(),
  many: z.boolean(),
  /** The one builder that takes it. */
  only: builder.optional(),
})
export type BuildFlag = z.infer<typeof buildFlag>

/**
 *   waiting ──▶ running ──▶ done
 *      │           ├──────▶ failed
 *      ├──▶ cached └──────▶ stopped
 *      └──▶ stopped
 */
export const stepState = z.enum(['waiting', 'running', 'done', 'cached', 'failed', 'stopped'])
export type StepState = z.infer<typeof stepState>

/** A step of a build. Times are milliseconds since 1970. */
export const buildStep = z.object({
  id: z.string(),
  /** The instruction, or what the builder does of itself. */
  text: z.string(),
  /** The stage it belongs to, as the builder names it. */
  stage: z.string().optional(),
  /** `2/5` within its stage. */
  place: z.string().optional(),
  /** Its line in the Dockerfile, counting from 1. */
  line: z.number().int().optional(),
  state: stepState,
  started: z.number().optional(),
  ended: z.number().optional(),
  error: z.string().optional(),
  /** What goes on in it, such as layers being pulled; bytes where they are known. */
  parts: z.array(z.object({ id: z.string(), done: z.number(), total: z.number(), ended: z.boolean() })),
  /** Lines of its log, those that are not kept any more among them. */
  lines: z.number().int(),
})
export type BuildStep = z.infer<typeof buildStep>

/** What the builder has to say about the Dockerfile. */
export const buildWarning = z.object({
  what: z.string(),
  detail: z.string(),
  url: z.string().optional(),
  line: z.number().int().optional(),
})
export type BuildWarning = z.infer<typeof buildWarning>

/** A build as a whole. */
export const buildFacts = z.object({
  engine: engineId,
  command: z.string(),
  builder,
  /** As it was asked for: to build it again. */
  build,
  dockerfile: z.object({ path: z.string(), text: z.string() }),
  /** Bytes of the context that were sent; `total` where it is known. */
  sent: z.object({ bytes: z.number(), total: z.number().optional() }),
  warnings: z.array(buildWarning),
  /** The image’s id, once it is there. */
  image: z.string().optional(),
  /** Where the files of the result were written, in the place of an image. */
  output: z.string().optional(),
  problem: problemSchema.optional(),
  /** The line of the Dockerfile that it failed at. */
  problemLine: z.number().int().optional(),
})
export type BuildFacts = z.infer<typeof buildFacts>

/** What is new of a build since the last one; the first one has all. */
export const buildPatch = z.object({
  facts: buildFacts,
  steps: z.array(buildStep),
  /** Lines of a step from its line number `from` on, counting from 0. What was dropped before it is gone. */
  logs: z.array(z.object({ step: z.string(), from: z.number().int(), lines: z.array(z.string()) })),
})
export type BuildPatch = z.infer<typeof buildPatch>

/** A Dockerfile’s text, and what tells whether it is still the same on disk. */
export const dockerfileText = z.object({ path: z.string(), text: z.string(), version: z.string() })
export type DockerfileText = z.infer<typeof dockerfileText>

const place = z.object({ context: hostPath, file: hostPath.optional() })

export const builds = {
  /** The Dockerfile of a folder, and what it declares. */
  look: base.input(place).output(buildPlace),
  /** Counts what a build of the folder would send. */
  measure: base.input(place.extend({ engine: engineId, builder: builder.optional() })).output(contextSize),
  /** The flags besides the form’s own fields. */
  flags: base.output(z.array(buildFlag)),
  /** The command that does it, the builder that would, and what is wrong as far as can be told without building. */
  preview: base
    .input(z.object({ engine: engineId, build }))
    .output(z.object({ command: z.string().optional(), builder, problems: z.array(buildProblem) })),
  start: base.input(z.object({ engine: engineId, build })).output(z.object({ job: jobId, command: z.string() })),
  /** How a build goes; its log is kept until Slipway ends, or many others came after it. */
  watch: base.input(z.object({ stream: streamId, job: jobId })).output(eventIterator(buildPatch)),
  /** The text of the Dockerfile that a build of the folder would follow; an empty one where there is none yet. */
  readDockerfile: base.input(place).output(dockerfileText),
  /** Writes a Dockerfile, unless it is another one than `version` by now. */
  saveDockerfile: base
    .input(z.object({ path: hostPath, text: z.string().max(1_048_576), version: z.string() }))
    .output(dockerfileText),
  /** Which version of a Dockerfile is on disk, now and after every change. */
  watchDockerfile: base
    .input(z.object({ stream: streamId, path: hostPath }))
    .output(eventIterator(z.object({ version: z.string() }))),
}
