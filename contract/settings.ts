import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { base } from './errors.ts'
import { streamId } from './flow.ts'
import { runForm } from './runs.ts'

/** A form of a container to create that was kept to be used again. */
export const recipe = z.object({ name: z.string().trim().min(1).max(80), form: runForm })
export type Recipe = z.infer<typeof recipe>

/** What the person chose. Unknown fields are kept out; missing ones take the default. */
export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** Show the docker command beside actions. */
  showCommands: z.boolean().default(true),
  logs: z
    .object({
      timestamps: z.boolean().default(false),
      wrap: z.boolean().default(true),
    })
    .prefault({}),
  containers: z
    .object({
      hiddenColumns: z.array(z.string()).default([]),
      groupByStack: z.boolean().default(true),
    })
    .prefault({}),
  /** Offer the engine that is shown to other programs, by a socket and a Docker context. */
  publish: z.boolean().default(true),
  images: z
    .object({
      hiddenColumns: z.array(z.string()).default([]),
      groupByRepository: z.boolean().default(false),
    })
    .prefault({}),
  volumes: z
    .object({
      hiddenColumns: z.array(z.string()).default([]),
      groupByStack: z.boolean().default(true),
    })
    .prefault({}),
  /** How long volumes are kept that went, and how much of them. */
  restorePoints: z
    .object({
      /** 0 keeps none. */
      days: z.number().int().min(0).max(365).default(7),
      gigabytes: z.number().min(0.1).max(100_000).default(10),
    })
    .prefault({}),
  networks: z
    .object({
      hiddenColumns: z.array(z.string()).default([]),
      groupByStack: z.boolean().default(false),
    })
    .prefault({}),
  /** Each name once. */
  recipes: z.array(recipe).max(500).default([]),
})
export type Settings = z.infer<typeof settingsSchema>

export const settings = {
  watch: base.input(z.object({ stream: streamId })).output(eventIterator(settingsSchema)),
  /** Replaces what is given at the top level, keeps the rest. */
  change: base.input(
    z.object({
      theme: settingsSchema.shape.theme.unwrap().optional(),
      showCommands: z.boolean().optional(),
      publish: z.boolean().optional(),
      recipes: z.array(recipe).max(500).optional(),
      logs: z.object({ timestamps: z.boolean(), wrap: z.boolean() }).optional(),
      images: z.object({ hiddenColumns: z.array(z.string()), groupByRepository: z.boolean() }).optional(),
      containers: z.object({ hiddenColumns: z.array(z.string()), groupByStack: z.boolean() }).optional(),
      restorePoints: z
        .object({ days: z.number().int().min(0).max(365), gigabytes: z.number().min(0.1).max(100_000) })
        .optional(),
      volumes: z.object({ hiddenColumns: z.array(z.string()), groupByStack: z.boolean() }).optional(),
      networks: z.object({ hiddenColumns: z.array(z.string()), groupByStack: z.boolean() }).optional(),
    }),
  ),
}
