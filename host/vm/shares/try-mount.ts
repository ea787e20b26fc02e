import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { VmMountReport, VmMountSpeed } from '../../../contract/index.ts'
import { quote } from '../../../contract/shell.ts'
import { SlipwayError } from '../../errors.ts'
import { pause } from '../../pause.ts'
import type { VmConnection } from '../connection/vm-connection.ts'
import type { Guest } from '../control.ts'
import type { Share } from '../driver.ts'
import { Mounts, notShared, shareOf } from './mounts.ts'

const LARGE_MIB = 16
const SMALL_FILES = 100
/** Seconds for which a change on this computer may take to be heard of. */
const HEARD_WITHIN = 5
/** The engine’s disk, where volumes are. */
const VOLUMES = '/var/lib'
/** A folder that many times slower than a volume is felt. */
const FELT = 3

export type TryMountOptions = {
  path: string
  shares: readonly Share[]
  guest: Pick<Guest, 'ask'>
  connection: Pick<VmConnection, 'run'>
}

/**
 * Tries what a container has of a folder of this computer that it mounts: how fast it is against a volume, and whether
 * its programs hear of changes. Takes some seconds; makes files in the folder and removes them.
 * @throws SlipwayError INVALID for a folder that is not shared
 */
export async function tryMount({ path, shares, guest, connection }: TryMountOptions): Promise<VmMountReport> {
  const share = shareOf(path, shares)
  if (share === undefined) throw notShared(path, shares)
  const name = `.slipway-doctor-${randomBytes(4).toString('hex')}`
  const volume = await speedOf(connection, VOLUMES, name)
  if (share.readonly) return { path, readonly: true, volume, advice: [READ_ONLY] }
  const folder = await speedOf(connection, path, name)
  const heardAfter = await hear(path, share, guest, name, connection)
  return {
    path,
    readonly: false,
    folder,
    volume,
    ...(heardAfter !== undefined && { heardAfter }),
    advice: [...adviceOn(folder, volume), ...(heardAfter === undefined ? [DEAF] : [])],
  }
}

const READ_ONLY =
  'The folder is shared read-only: containers can’t write to it, and its changes are not told to them. Share it for writing in the virtual machine’s settings, or have programs look by themselves (polling).'
const DEAF =
  'Programs in containers do not hear of changes in this folder. Have them look by themselves: most have a setting for polling, as `CHOKIDAR_USEPOLLING=1`.'

function adviceOn(folder: VmMountSpeed, volume: VmMountSpeed): string[] {
  const slower = (key: keyof VmMountSpeed) => volume[key] / Math.max(folder[key], 1e-9)
  const worst = Math.max(slower('write'), slower('read'), slower('files'))
  if (worst < FELT) return ['As fast as a volume, about. Nothing to do.']
  return [
    `Up to ${worst.toFixed(0)} times slower than a volume. Put what is large or made by tools into volumes, as \`-v node_modules:/app/node_modules\`, and leave here what you edit.`,
    'A database belongs into a volume: here the owner of its files is the one on this computer, whatever it asks for.',
  ]
}

/** @throws SlipwayError with what the guest complained about */
async function speedOf(connection: TryMountOptions['connection'], folder: string, name: string): Promise<VmMountSpeed> {
  const script = `set -e; d=${quote(join(folder, name))}; mkdir "$d"; trap 'rm -rf "$d"' EXIT
now() { read up rest < /proc/uptime; echo "$up"; }
a=$(now); dd if=/dev/zero of="$d/large" bs=1M count=${LARGE_MIB} conv=fsync 2>/dev/null; b=$(now)
sync; echo 3 > /proc/sys/vm/drop_caches
c=$(now); dd if="$d/large" of=/dev/null bs=1M 2>/dev/null; e=$(now)
i=0; f=$(now); while [ $i -lt ${SMALL_FILES} ]; do : > "$d/$i"; i=$((i+1)); done; g=$(now)
echo "$a $b $c $e $f $g"`
  const { code, out, err } = await connection.run(script)
  const times = out.trim().split(' ').map(Number)
  const [a = 0, b = 0, c = 0, e = 0, f = 0, g = 0] = times
  if (code !== 0 || times.length !== 6 || times.some((time) => !Number.isFinite(time))) {
    throw new SlipwayError('ENGINE_ERROR', {
      what: `The speed of ${folder} could not be measured.`,
      why: err.trim() || `The virtual machine answered: ${out.trim()}`,
      next: 'Check that the folder is there and can be written to.',
    })
  }
  // The guest counts hundredths of a second.
  const span = (from: number, to: number) => Math.max(to - from, 0.01)
  const large = LARGE_MIB * 1024 ** 2
  return { write: large / span(a, b), read: large / span(c, e), files: SMALL_FILES / span(f, g) }
}

/** Milliseconds until the guest heard of a change made here; undefined when it did not. */
async function hear(
  path: string,
  share: Share,
  guest: TryMountOptions['guest'],
  name: string,
  connection: TryMountOptions['connection'],
): Promise<number | undefined> {
  // As if a container mounted it.
  const mounts = new Mounts(guest, [share], () => {})
  await mounts.set([{ name, binds: [path] }])
  const file = join(path, name)
  const done = new AbortController()
  let changed = performance.now()
  const change = async () => {
    for (let round = 0; !done.signal.aborted; round++) {
      // The guest is given the time to begin listening, and the change to be heard.
      await pause(500, done.signal)
      changed = performance.now()
      await writeFile(file, String(round))
    }
  }
  const changing = change().catch(() => {})
  try {
    await guest.ask({ do: 'watch', path, seconds: HEARD_WITHIN }, (HEARD_WITHIN + 30) * 1000)
    return performance.now() - changed
  } catch {
    return undefined
  } finally {
    done.abort()
    await changing
    await connection.run(`rm -f ${quote(file)}`)
    await mounts.close()
  }
}
