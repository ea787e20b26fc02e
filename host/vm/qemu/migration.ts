import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib'
import { z } from 'zod'
import { pause } from '../../pause.ts'
import { type Qmp, QmpError } from '../qmp.ts'

const migrationSchema = z.object({
  status: z.string().optional(),
  'error-desc': z.string().optional(),
  ram: z.object({ transferred: z.number(), remaining: z.number() }).optional(),
})

/** Quick rather than small: it is written and read while a person waits. */
const COMPRESSION = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }
const POLL_MS = 20
/** Bytes a second: more than any computer has. */
const BANDWIDTH = 1024 ** 4
/** Bytes that are moved at once. */
const CHUNK_BYTES = 1024 * 1024

/**
 * Stops the machine and puts its memory and devices into a file, which is there whole or not at all.
 * @throws Error with QEMU’s reason; the machine then goes on
 */
export async function saveTo(file: string, qmp: Qmp, progress: (done: number, total: number) => void): Promise<void> {
  const part = `${file}.part`
  const address = join(dirname(file), 'migration.sock')
  await qmp.tell('stop')
  const server = createServer()
  try {
    await rm(address, { force: true })
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(address, resolve))
    const connected = new Promise<Socket>((resolve) => server.once('connection', resolve))
    // Unless told it holds back, for the sake of a machine that runs on meanwhile.
    await qmp.tell('migrate-set-parameters', { 'max-bandwidth': BANDWIDTH })
    await qmp.tell('migrate', { uri: `unix:${address}` })
    const socket = await Promise.race([connected, completed(qmp, progress).then(() => connected)])
    await Promise.all([
      pipeline(socket, createZstdCompress(COMPRESSION), createWriteStream(part, { mode: 0o600 })),
      completed(qmp, progress),
    ])
    await flush(part)
    await rename(part, file)
    await flush(dirname(file))
  } catch (error) {
    await qmp.tell('migrate_cancel').catch(() => {})
    await rm(part, { force: true })
    await qmp.tell('cont').catch(() => {})
    throw error
  } finally {
    server.close()
    await rm(address, { force: true })
  }
}

/**
 * Fills a machine that was started to wait for its state from the file. Its processors stand still after it.
 * The file is gone before they can go on: a state whose disk has moved on would destroy that disk.
 * @throws Error with QEMU’s reason; the file is gone then too
 */
export async function loadFrom(file: string, qmp: Qmp): Promise<void> {
  const address = join(dirname(file), 'migration.sock')
  const state = createReadStream(file, { highWaterMark: CHUNK_BYTES })
  try {
    await once(state, 'open')
    await rm(address, { force: true })
    await qmp.tell('migrate-incoming', { uri: `unix:${address}` })
    await Promise.all([
      pipeline(state, createZstdDecompress({ chunkSize: CHUNK_BYTES }), connect(address)),
      completed(qmp, () => {}),
      rm(file, { force: true }).then(() => flush(dirname(file))),
    ])
  } finally {
    state.destroy()
    await rm(file, { force: true })
    await rm(address, { force: true })
  }
}

async function completed(qmp: Qmp, progress: (done: number, total: number) => void): Promise<void> {
  while (true) {
    const { status, ram, 'error-desc': why } = await qmp.ask(migrationSchema, 'query-migrate')
    if (ram) progress(ram.transferred, ram.transferred + ram.remaining)
    if (status === 'completed') return
    if (status === 'failed' || status === 'cancelled') throw new QmpError(why ?? `The state’s way ${status}.`)
    await pause(POLL_MS)
  }
}

/** What was written is on the disk after it. Windows can’t do that for a folder, and need not. */
async function flush(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } catch (error) {
    if (process.platform !== 'win32') throw error
  } finally {
    await file.close()
  }
}
