import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rename, rm, rmdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { SlipwayError } from '../../errors.ts'
import { checkedPlace, fileProblem, writeWhole } from '../../host-files/index.ts'
import type { Output } from '../../run/index.ts'
import type { Call } from './grpc.ts'
import { receiveFiles } from './receive.ts'
import { readFields } from './wire.ts'

/** Whether the result of a build can be written there, before anything is built. @throws SlipwayError */
export async function checkedOutput({ type, dest }: Output): Promise<void> {
  if (type === 'tar') await checkedPlace({ path: dest, replace: false })
  else {
    const there = await readdir(dest).catch((error) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
      throw fileProblem(error, dest)
    })
    if (there.length > 0) throw notEmpty(dest)
    await stat(dirname(dest)).catch((error) => {
      throw fileProblem(error, dirname(dest))
    })
  }
}

/** Takes the result of a build as the engine sends it: it is there whole, or not at all. @throws SlipwayError */
export async function takeOutput(call: Call, { type, dest }: Output, signal: AbortSignal): Promise<void> {
  if (type === 'tar') {
    await writeWhole(dest, false, bytesOf(call), signal)
    return
  }
  const aside = join(dirname(dest), `.${basename(dest)}-${randomBytes(6).toString('hex')}.part`)
  try {
    await mkdir(aside)
    await receiveFiles(call, aside)
    // An empty folder of this name makes room; one that is not empty stays, and is an error.
    await rmdir(dest).catch(() => {})
    await rename(aside, dest)
  } catch (error) {
    throw error instanceof Error && 'syscall' in error ? fileProblem(error, dest) : error
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}

async function* bytesOf(call: Call): AsyncGenerator<Uint8Array> {
  for (let step = await call.messages.next(); !step.done; step = await call.messages.next()) {
    let data: Uint8Array = new Uint8Array()
    readFields(step.value, (field, reader) => {
      if (field !== 1) return false
      data = reader.bytes()
      return true
    })
    yield data
  }
}

const notEmpty = (dest: string) =>
  new SlipwayError('CONFLICT', {
    what: `“${dest}” is not empty.`,
    why: 'Files of the same names would be replaced.',
    next: 'Choose a new folder, or an empty one.',
  })
