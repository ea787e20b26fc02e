import { z } from 'zod'
import { engineId } from './engines.ts'
import { base } from './errors.ts'
import { hostPath } from './host-files.ts'
import { imageId } from './inventory.ts'
import { jobId } from './jobs.ts'

const fromContainer = z.object({ type: z.literal('container'), id: z.string().min(1).max(200) })
const fromVolume = z.object({ type: z.literal('volume'), name: z.string().min(1).max(300) })

/** Files that can be changed: a container’s, running or not, or a volume’s. */
export const openSource = z.discriminatedUnion('type', [fromContainer, fromVolume])
export type OpenSource = z.infer<typeof openSource>

/** Whose files: those, or an image’s, which never change. */
export const fileSource = z.discriminatedUnion('type', [
  fromContainer,
  fromVolume,
  z.object({ type: z.literal('image'), id: imageId }),
])
export type FileSource = z.infer<typeof fileSource>

/**
 * A path in it, from its root. A byte of a name that is no UTF-8 is told by U+DC80 to U+DCFF, so that every name there
 * is can be asked for.
 */
export const filePath = z
  .string()
  .max(4_096)
  .startsWith('/')
  .refine((path) => !path.includes('\0'), 'A path has no NUL character in it.')

/** One name in a folder. */
export const fileName = z
  .string()
  .min(1)
  .max(255)
  .refine((name) => !/[/\0]/.test(name) && name !== '.' && name !== '..', 'A name has no slash in it.')

export const fileEntry = z.object({
  name: z.string(),
  type: z.enum(['file', 'folder', 'link', 'pipe', 'socket', 'device']),
  /** Bytes. */
  size: z.number(),
  /** The lower 12 bits. */
  mode: z.number().int(),
  uid: z.number().int(),
  gid: z.number().int(),
  /** Milliseconds since 1970. */
  modified: z.number(),
  /** Where a link points, and what that is in the end; absent where it leads to nothing, or that is not known. */
  target: z.string().optional(),
  leads: z.enum(['file', 'folder', 'link', 'pipe', 'socket', 'device']).optional(),
})
export type FileEntry = z.infer<typeof fileEntry>

export const fileFolder = z.object({
  entries: z.array(fileEntry),
  /** So many more were left out. */
  left: z.number().int(),
  /** Whether names can be changed and taken away; if not, why. */
  fixed: z.string().optional(),
  /** The docker command that lists the same. */
  command: z.string(),
})
export type FileFolder = z.infer<typeof fileFolder>

/** What a file was when it was read; another one when it was changed since. */
const stamp = z.string().max(100)

export const filePreview = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string(), stamp, entry: fileEntry }),
  /** `data` is base64. */
  z.object({ kind: z.literal('picture'), media: z.string(), data: z.string(), entry: fileEntry }),
  /** Neither, or too large to be shown. */
  z.object({ kind: z.literal('other'), why: z.enum(['binary', 'large', 'special']), entry: fileEntry }),
])
export type FilePreview = z.infer<typeof filePreview>

/** How much goes when these are removed. */
export const fileMeasure = z.object({ bytes: z.number(), entries: z.number().int() })
export type FileMeasure = z.infer<typeof fileMeasure>

/** A file that a browser sends: its path from the folder it goes into. */
export const sentFile = z.object({
  path: z.string().min(1).max(4_096),
  size: z.number().int().min(0),
  modified: z.number(),
})
export type SentFile = z.infer<typeof sentFile>

const any = z.object({ engine: engineId, source: fileSource, path: filePath })
const one = z.object({ engine: engineId, source: openSource, path: filePath })
const done = z.object({ command: z.string() })
const started = z.object({ job: jobId, command: z.string() })
const names = z.array(fileName).min(1).max(10_000)

export const files = {
  /** What is in a folder, by name. */
  list: base.input(one).output(fileFolder),
  /** What can be shown of a file. */
  preview: base.input(any).output(filePreview),
  /** Writes a text file: CONFLICT where it is not any more what `expected` says. Mode and owner stay. */
  write: base
    .input(one.extend({ text: z.string().max(1024 * 1024), expected: z.union([stamp, z.enum(['none', 'any'])]) }))
    .output(done.extend({ stamp })),
  makeFolder: base.input(one).output(done),
  rename: base.input(one.extend({ to: fileName })).output(done),
  /** What removing these names in the folder takes. */
  measure: base.input(one.extend({ names })).output(fileMeasure),
  /** Removes these names in the folder, with all in them. */
  remove: base.input(one.extend({ names })).output(done),
  /** Brings a file or folder into a folder of the host’s computer, under its name or another. */
  download: base
    .input(any.extend({ to: hostPath, as: z.string().max(255).optional(), replace: z.boolean() }))
    .output(started),
  /** Offers a file as it is, a folder or several names as a tar file. */
  offer: base
    .input(any.extend({ names: names.optional() }))
    .output(z.object({ path: z.string(), fileName: z.string(), command: z.string() })),
  /** Brings files and folders of the host’s computer into a folder, a single one under another name. */
  upload: base
    .input(one.extend({ paths: z.array(hostPath).min(1).max(100), as: fileName.optional(), replace: z.boolean() }))
    .output(started),
  /** The same of a browser: it sends all of them, one after the other, as one body to `upload`. */
  receive: base
    .input(
      one.extend({
        files: z.array(sentFile).max(50_000),
        folders: z.array(z.string().max(4_096)),
        replace: z.boolean(),
      }),
    )
    .output(started.extend({ upload: z.string() })),
}
