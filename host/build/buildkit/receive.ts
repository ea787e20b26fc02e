import { chmod, type FileHandle, link, mkdir, open, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SlipwayError } from '../../errors.ts'
import { type Call, Refusal, STATUS } from './grpc.ts'
import { PACKET, packet, type ReceivedStat, readPacket, readStat } from './packet.ts'

/** So many files are asked for at once: the engine stands still when what it sends is not read. */
const LANES = 16

type Open = { handle: FileHandle; path: string; stat: ReceivedStat }

/**
 * Writes the files that the engine sends into an empty folder of our own. Every path has to lie in folders that came
 * before it, so that nothing is written through a link.
 * @throws SlipwayError, or the file system’s error
 */
export async function receiveFiles(call: Call, folder: string): Promise<void> {
  const folders = new Map<string, ReceivedStat>()
  const files = new Set<string>()
  const wanted: { id: number; path: string; stat: ReceivedStat }[] = []
  const coming = new Map<number, Open>()
  let number = 0
  let announced = false

  const ask = async () => {
    while (coming.size < LANES) {
      const next = wanted.shift()
      if (!next) break
      const handle = await open(join(folder, next.path), 'r+')
      coming.set(next.id, { handle, path: next.path, stat: next.stat })
      await call.send(packet(PACKET.REQUEST, next.id))
    }
  }
  const take = async (stat: ReceivedStat, id: number) => {
    const path = within(stat.path, folders)
    const place = join(folder, path)
    if (stat.kind === 'folder') {
      await mkdir(place)
      folders.set(path, stat)
    } else if (stat.kind === 'link') await symlink(stat.link, place)
    else if (stat.kind === 'other') throw special(path)
    else if (stat.link !== '') {
      if (!files.has(stat.link)) throw new Refusal(STATUS.permissionDenied, `${path} is a link to what did not come`)
      await link(join(folder, stat.link), place)
    } else {
      // It is there at once, for hard links to it.
      await writeFile(place, '', { flag: 'wx', mode: 0o600 })
      files.add(path)
      wanted.push({ id, path, stat })
    }
  }
  try {
    for (let step = await call.messages.next(); !step.done; step = await call.messages.next()) {
      const { type, id, data, stat } = readPacket(step.value)
      if (type === PACKET.ERROR) throw new Refusal(STATUS.unknown, Buffer.from(data).toString('utf8'))
      if (type === PACKET.FINISH) return await finish(folder, folders)
      if (type === PACKET.STAT) {
        if (stat === undefined) announced = true
        else await take(readStat(stat), number++)
      } else if (type === PACKET.DATA) {
        const file = coming.get(id)
        if (!file) throw new Refusal(STATUS.notFound, `file ${id} was not asked for`)
        if (data.length > 0) await file.handle.writeFile(data)
        else {
          coming.delete(id)
          await close(folder, file)
        }
      }
      await ask()
      if (announced && coming.size === 0 && wanted.length === 0) {
        announced = false
        await call.send(packet(PACKET.FINISH))
      }
    }
    throw new Error('the engine ended the call')
  } finally {
    for (const { handle } of coming.values()) await handle.close()
  }
}

async function close(folder: string, { handle, path, stat }: Open): Promise<void> {
  await handle.close()
  await look(join(folder, path), stat)
}

/** Rights and times of folders come last: until then files are written into them. */
async function finish(folder: string, folders: ReadonlyMap<string, ReceivedStat>): Promise<void> {
  for (const [path, stat] of [...folders].reverse()) await look(join(folder, path), stat)
}

async function look(place: string, { mode, time }: ReceivedStat): Promise<void> {
  // What a build made is not to run with rights of its own here: setuid and setgid stay out.
  if (process.platform !== 'win32') await chmod(place, mode & 0o777)
  await utimes(place, time / 1000, time / 1000)
}

/** The path, where all above it are folders that came. @throws Refusal for every other one */
function within(path: string, folders: ReadonlyMap<string, unknown>): string {
  const parts = path.split('/')
  const odd = parts.some((part) => part === '' || part === '.' || part === '..' || part.includes('\0'))
  const foreign = process.platform === 'win32' && /[\\:]/.test(path)
  const above = parts.slice(0, -1).join('/')
  if (odd || foreign || (above !== '' && !folders.has(above))) {
    throw new Refusal(STATUS.permissionDenied, `“${path}” is no path that can be written here`)
  }
  return path
}

const special = (path: string) =>
  new SlipwayError('UNSUPPORTED', {
    what: 'The result can’t be written into a folder.',
    why: `“${path}” in it is a device or a pipe, which is not made on this computer.`,
    next: 'Have it written as a tar file, or as an image.',
  })
