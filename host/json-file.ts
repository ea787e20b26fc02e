import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { z } from 'zod'

/** One JSON file of a known shape, read once and written whole. */
export class JsonFile<T> {
  readonly #path: string
  readonly #schema: z.ZodType<T>
  #writing: Promise<void> = Promise.resolve()
  value: T

  private constructor(path: string, schema: z.ZodType<T>, value: T) {
    this.#path = path
    this.#schema = schema
    this.value = value
  }

  /** Reads the file, or takes what the schema makes of `{}` when there is none. An unreadable one is kept aside as `….broken`. */
  static async open<T>(path: string, schema: z.ZodType<T>): Promise<JsonFile<T>> {
    let text: string
    try {
      text = await readFile(path, 'utf8')
    } catch {
      return new JsonFile(path, schema, schema.parse({}))
    }
    const parsed = schema.safeParse(json(text))
    if (parsed.success) return new JsonFile(path, schema, parsed.data)
    await rename(path, `${path}.broken`)
    return new JsonFile(path, schema, schema.parse({}))
  }

  /** Takes the new value and writes it. @throws the file system's error */
  async set(value: T): Promise<void> {
    this.value = this.#schema.parse(value)
    const text = `${JSON.stringify(this.value, null, 2)}\n`
    const write = this.#writing.catch(() => {}).then(() => writeAtomically(this.#path, text))
    this.#writing = write
    await write
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Either the old file or the whole new one is there after a crash: written aside, flushed, then renamed. */
export async function writeAtomically(path: string, text: string, mode = 0o600): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const aside = `${path}.${process.pid}.new`
  try {
    const file = await open(aside, 'w', mode)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(aside, path)
  } catch (error) {
    await rm(aside, { force: true })
    throw error
  }
}
