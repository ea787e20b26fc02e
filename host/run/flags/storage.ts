import type { TmpfsMount } from '../../../contract/run.ts'
import { mountOf, mountText } from '../fields/mount.ts'
import { cutPair, pairText, strictPair } from '../fields/pair.ts'
import { volumeOf, volumeText } from '../fields/volume.ts'
import { type Flag, list, text, texts, truth } from './flag.ts'

function tmpfsOf(value: string): TmpfsMount {
  const at = value.indexOf(':')
  const options = at < 0 ? '' : value.slice(at + 1)
  return { target: at < 0 ? value : value.slice(0, at), ...(options !== '' && { options }) }
}

const tmpfsText = ({ target, options }: TmpfsMount) => (options === undefined ? target : `${target}:${options}`)

/** Where its files are kept, and its log. */
export const storageFlags: Flag[] = [
  list('volume', (run) => run.volume, 'mounts a volume or a folder', volumeOf, volumeText, { short: 'v', brief: true }),
  list('mount', (run) => run.mount, 'mounts a volume, a folder or memory', mountOf, mountText),
  list('tmpfs', (run) => run.tmpfs, 'keeps this folder in memory', tmpfsOf, tmpfsText),
  texts('volumes-from', (run) => run.volumesFrom, 'mounts what this other container has mounted'),
  text('volume-driver', 'volumeDriver', 'is the driver of new volumes'),
  truth('read-only', 'readOnly', 'keeps its own files from being changed'),
  list('storage-opt', (run) => run.storageOpt, 'sets an option of the storage driver', strictPair, pairText),
  truth(
    'use-api-socket',
    'useApiSocket',
    'gives it the engine’s socket; your sign-ins are not copied into it from here',
  ),
  text('log-driver', 'logDriver', 'is where its log goes'),
  list('log-opt', (run) => run.logOpt, 'sets an option of its log', cutPair, pairText),
]
