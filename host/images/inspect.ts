import { z } from 'zod'
import type { ImageDetail, ImageLayer } from '../../contract/index.ts'
import type { EngineClient } from '../engine/index.ts'

const words = z.union([z.array(z.string()), z.string().transform((word) => [word])]).nullish()
const anything = z.record(z.string(), z.unknown()).nullish()

const config = z.object({
  User: z.string().default(''),
  ExposedPorts: anything,
  Env: z.array(z.string()).nullish(),
  Cmd: words,
  Entrypoint: words,
  Shell: words,
  Volumes: anything,
  WorkingDir: z.string().default(''),
  StopSignal: z.string().default(''),
  OnBuild: words,
  Labels: z.record(z.string(), z.string()).nullish(),
  Healthcheck: z
    .object({
      Test: z.array(z.string()).nullish(),
      // Nanoseconds.
      Interval: z.number().default(0),
      Timeout: z.number().default(0),
      StartPeriod: z.number().default(0),
      Retries: z.number().default(0),
    })
    .nullish(),
})

const inspected = z.object({
  Id: z.string(),
  RepoTags: z.array(z.string()).nullish(),
  RepoDigests: z.array(z.string()).nullish(),
  Parent: z.string().default(''),
  Comment: z.string().default(''),
  Created: z.string().nullish(),
  DockerVersion: z.string().default(''),
  Author: z.string().default(''),
  Os: z.string().default(''),
  Architecture: z.string().default(''),
  Variant: z.string().default(''),
  Size: z.number(),
  Config: config.nullish(),
  RootFS: z.object({ Layers: z.array(z.string()).nullish() }).nullish(),
})

/** The newest step first, as `docker history` prints it. */
const history = z.array(
  z.object({
    Id: z.string().default(''),
    Created: z.number().default(0),
    CreatedBy: z.string().default(''),
    Comment: z.string().default(''),
    Size: z.number().default(0),
    Tags: z.array(z.string()).nullish(),
  }),
)
/** The image's own configuration tells which steps brought no files; the engine's API does not pass that on. */
type Step = z.infer<typeof history>[number]

/** What an image is, for people, with the engine's own answer. @throws SlipwayError NOT_FOUND */
export async function inspect(client: EngineClient, id: string, signal?: AbortSignal): Promise<ImageDetail> {
  const at = signal ? { signal } : {}
  const path = `/images/${encodeURIComponent(id)}`
  const [raw, steps] = await Promise.all([
    client.json(z.unknown(), 'GET', `${path}/json`, at),
    client.json(history, 'GET', `${path}/history`, at),
  ])
  const one = inspected.parse(raw)
  const { Entrypoint, Cmd, Shell, OnBuild, ...settings } = one.Config ?? config.parse({})
  const created = timeOf(Date.parse(one.Created ?? ''))
  return {
    id: one.Id,
    tags: one.RepoTags ?? [],
    digests: one.RepoDigests ?? [],
    ...(one.Parent && { parent: one.Parent }),
    ...(created !== undefined && { created }),
    author: one.Author,
    comment: one.Comment,
    dockerVersion: one.DockerVersion,
    platform: [one.Os, one.Architecture, one.Variant].filter(Boolean).join('/'),
    size: one.Size,
    entrypoint: Entrypoint ?? [],
    command: Cmd ?? [],
    shell: Shell ?? [],
    workingDir: settings.WorkingDir,
    user: settings.User,
    stopSignal: settings.StopSignal,
    environment: (settings.Env ?? []).map(pairOf),
    labels: Object.entries(settings.Labels ?? {}).map(([key, value]) => ({ key, value })),
    ports: Object.keys(settings.ExposedPorts ?? {}).sort(byNumber),
    volumes: Object.keys(settings.Volumes ?? {}).sort(),
    onBuild: OnBuild ?? [],
    ...healthcheckOf(settings.Healthcheck),
    layers: layersOf(steps, one.RootFS?.Layers ?? []),
    raw,
  }
}

/**
 * The steps with the layers they made, the first step first. Steps with a size made one each; where there are more
 * layers than that, those that are left are empty ones, and go to the steps that a builder makes layers for.
 */
export function layersOf(newestFirst: readonly Step[], digests: readonly string[]): ImageLayer[] {
  const steps = newestFirst.toReversed()
  const makes = chosen(steps, digests.length)
  let layer = 0
  return steps.map(({ CreatedBy, Comment, Created, Size, Tags }, index) => {
    const created = timeOf(Created * 1_000)
    const digest = makes.has(index) ? digests[layer] : undefined
    return {
      createdBy: CreatedBy,
      comment: Comment,
      ...(created !== undefined && { created }),
      size: Size,
      ...(digest !== undefined && { layer: layer++, digest }),
      tags: Tags ?? [],
    }
  })
}

function chosen(steps: readonly Step[], wanted: number): Set<number> {
  const order = [
    (step: Step) => step.Size > 0,
    ({ CreatedBy }: Step) => !/#\(nop\)/.test(CreatedBy) && !CONFIGURES.test(CreatedBy),
    ({ CreatedBy }: Step) => /#\(nop\)\s+(?:ADD|COPY|WORKDIR)\b|^WORKDIR\b/.test(CreatedBy),
    () => true,
  ]
  const makes = new Set<number>()
  for (const fits of order) {
    for (const [index, step] of steps.entries()) {
      if (makes.size < wanted && !makes.has(index) && fits(step)) makes.add(index)
    }
  }
  return makes
}

/** BuildKit writes these steps as they stand in the Dockerfile; none of them makes a layer. */
const CONFIGURES =
  /^(?:ARG|CMD|ENTRYPOINT|ENV|EXPOSE|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)\b/

function pairOf(text: string) {
  const at = text.indexOf('=')
  return at < 0 ? { key: text, value: '' } : { key: text.slice(0, at), value: text.slice(at + 1) }
}

function healthcheckOf(check: z.infer<typeof config>['Healthcheck']): Pick<ImageDetail, 'healthcheck'> {
  if (!check?.Test || check.Test.length === 0) return {}
  const milliseconds = (nanoseconds: number) => nanoseconds / 1e6
  return {
    healthcheck: {
      test: check.Test,
      interval: milliseconds(check.Interval),
      timeout: milliseconds(check.Timeout),
      startPeriod: milliseconds(check.StartPeriod),
      retries: check.Retries,
    },
  }
}

/** Reproducible builds and Go write year 1 or 1970 for "not said". */
const timeOf = (time: number): number | undefined => (Number.isFinite(time) && time > 0 ? time : undefined)

const byNumber = (a: string, b: string): number => Number.parseInt(a, 10) - Number.parseInt(b, 10) || (a < b ? -1 : 1)
