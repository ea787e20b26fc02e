import { z } from 'zod'
import { engineId } from './engines.ts'
import { base } from './errors.ts'

/** A path of the computer where the host runs. `~/` is the home folder; one that is not absolute starts there, too. */
export const hostPath = z
  .string()
  .max(4_096)
  .refine((path) => !path.includes('\0'), 'A path has no NUL character in it.')

export const hostEntry = z.object({
  name: z.string(),
  /** What a link leads to; `other` is a device, a socket, or a link to nothing. */
  kind: z.enum(['folder', 'file', 'other']),
  /** Bytes of a file. */
  size: z.number().optional(),
  /** Milliseconds since 1970. */
  modified: z.number().optional(),
  hidden: z.boolean(),
})
export type HostEntry = z.infer<typeof hostEntry>

export const hostFolder = z.object({
  /** Absolute. */
  path: z.string(),
  /** The folder around it; the root has none. */
  parent: z.string().optional(),
  /** The path of an entry is this and its name. */
  prefix: z.string(),
  home: z.string(),
  /** `/`, or the drives there are. */
  roots: z.array(z.string()),
  /** Folders first, then by name. */
  entries: z.array(hostEntry),
  /** So many more were left out. */
  left: z.number().int(),
})
export type HostFolder = z.infer<typeof hostFolder>

export const hostPlace = z.object({
  /** Absolute. */
  path: z.string(),
  /** `elsewhere`: on another computer than the host’s, which can’t look there. */
  state: z.enum(['folder', 'file', 'other', 'missing', 'forbidden', 'elsewhere']),
})
export type HostPlace = z.infer<typeof hostPlace>

export const hostFiles = {
  /** What is in a folder, or with `near` in the nearest around it where it is none; an empty path is the home folder. */
  list: base.input(z.object({ path: hostPath, near: z.boolean().optional() })).output(hostFolder),
  /** What is at a path; with an engine, whether that engine sees the same computer. */
  look: base.input(z.object({ path: hostPath, engine: engineId.optional() })).output(hostPlace),
  /** Paths that go on from what was typed so far, as a shell’s Tab has them. */
  complete: base.input(z.object({ path: hostPath, only: z.enum(['folders', 'all']) })).output(z.array(z.string())),
  /** A small text file, such as a `.env`. */
  readText: base.input(z.object({ path: hostPath })).output(z.object({ path: z.string(), text: z.string() })),
}
