import { constants } from 'node:fs'
import { type FileHandle, open, readlink } from 'node:fs/promises'
import { SlipwayError } from '../../errors.ts'
import { wantedOf } from '../context/filter.ts'
import { denied, type Entry, gone, isDenied } from '../context/walk.ts'
import { followLinks, without } from './follow.ts'
import { type Call, Refusal, STATUS } from './grpc.ts'
import { dataHead, lastStat, PACKET, packet, readPacket, statPacket } from './packet.ts'

const PIECE = 262_144
/** So many files are sent beside each other. */
const LANES = 4

/** How the files are sent: what has gone so far, and the reason when they could not be. */
export type Sending = { bytes(count: number): void; failed(error: SlipwayError): void }

/** Sends the folders of these names, as far as the engine asks for what is in them. */
export function fileSync(folders: Readonly<Record<string, string>>, sending: Sending): (call: Call) => Promise<void> {
  return async (call) => {
    const [name = ''] = spoken(call, 'dir-name')
    const folder = Object.hasOwn(folders, name) ? folders[name] : undefined
    if (folder === undefined) throw new Refusal(STATUS.notFound, `no folder is named ${name} here`)
    try {
      await sync(call, folder, sending)
    } catch (error) {
      if (error instanceof SlipwayError) sending.failed(error)
      const why = error instanceof Error ? error.message : String(error)
      await call.send(packet(PACKET.ERROR, 0, Buffer.from(why))).catch(() => {})
      throw error
    }
  }
}

async function sync(call: Call, folder: string, sending: Sending): Promise<void> {
  const files: (string | undefined)[] = []
  // A failure must not wait for the engine’s next word, which may never come.
  const broken = Promise.withResolvers<never>()
  broken.promise.catch(() => {})
  const announcing = announce(call, folder, files)
  announcing.catch(broken.reject)
  await Promise.race([serve(call, files, sending, broken.reject), broken.promise])
  await announcing
  await call.send(packet(PACKET.FINISH))
}

/** Sends what is asked for until the engine has had all. */
async function serve(
  call: Call,
  files: (string | undefined)[],
  sending: Sending,
  failed: (error: unknown) => void,
): Promise<void> {
  const lanes = new Set<Promise<void>>()
  for (let step = await call.messages.next(); !step.done; step = await call.messages.next()) {
    const { type, id, data } = readPacket(step.value)
    if (type === PACKET.ERROR) throw new Refusal(STATUS.unknown, Buffer.from(data).toString('utf8'))
    if (type === PACKET.FINISH) break
    if (type !== PACKET.REQUEST) continue
    const path = files[id]
    if (path === undefined) throw new Refusal(STATUS.notFound, `there is no file ${id}`)
    files[id] = undefined
    while (lanes.size >= LANES) await Promise.race(lanes)
    const lane: Promise<void> = sendFile(call, id, path, sending)
      .catch(failed)
      .finally(() => lanes.delete(lane))
    lanes.add(lane)
  }
  await Promise.all(lanes)
}

async function announce(call: Call, folder: string, files: (string | undefined)[]): Promise<void> {
  const include = spoken(call, 'include-patterns')
  const follow = spoken(call, 'followpaths')
  const followed = follow.length > 0 ? await followLinks(folder, follow) : undefined
  const wanted = {
    include: (followed ? without([...include, ...followed]) : include) ?? [],
    exclude: spoken(call, 'exclude-patterns'),
  }
  const links = new Map<string, string>()
  for await (const entry of wantedOf(folder, wanted)) {
    // It is nothing that can be in an image.
    if (entry.stats.isSocket()) continue
    const link = await linkOf(entry, links)
    if (link === undefined) continue
    const again = link !== '' && !entry.stats.isSymbolicLink()
    files.push(entry.stats.isFile() && !again ? entry.absolute : undefined)
    await call.send(statPacket({ path: entry.path, stats: entry.stats, link }))
  }
  await call.send(lastStat())
}

/** What a link leads to, or the name a file was announced by already; empty for neither, undefined when it is gone. */
async function linkOf({ path, absolute, stats }: Entry, links: Map<string, string>): Promise<string | undefined> {
  if (stats.isSymbolicLink()) return await readlink(absolute).catch(gone)
  if (!stats.isFile() || stats.nlink < 2) return ''
  const inode = `${stats.dev}:${stats.ino}`
  const known = links.get(inode)
  if (known === undefined) links.set(inode, path)
  return known ?? ''
}

async function sendFile(call: Call, id: number, path: string, sending: Sending): Promise<void> {
  let handle: FileHandle | undefined
  try {
    handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  } catch (error) {
    if (isDenied(error)) throw denied(path, error)
    gone(error)
  }
  try {
    while (handle) {
      const piece = Buffer.allocUnsafe(PIECE)
      const { bytesRead } = await handle.read(piece, 0, PIECE)
      if (bytesRead === 0) break
      await call.send(dataHead(id, bytesRead), piece.subarray(0, bytesRead))
      sending.bytes(bytesRead)
    }
  } finally {
    await handle?.close()
  }
  await call.send(packet(PACKET.DATA, id))
}

/** What a header says; newer engines encode what is not ASCII, older ones send its bytes. */
function spoken(call: Call, name: string): string[] {
  const values = call.said(name)
  if (call.said(`${name}-encoded`)[0] === '1')
    return values.map((value) => decodeURIComponent(value.replaceAll('+', ' ')))
  return values.map((value) => Buffer.from(value, 'latin1').toString('utf8'))
}
