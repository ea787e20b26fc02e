import { resolve } from 'node:path'
import type { MountSpec, Pair, Run } from '../../../contract/run.ts'
import { isPath, volumeText } from '../fields/volume.ts'
import { Conflict } from '../misfit.ts'
import { jsonInteger, record, unlessEmpty } from '../values/json.ts'
import type { RunContext } from './context.ts'

/** `-v` as the engine takes it: what is mounted, and the folders that get a volume without a name. */
export function bindsOf(run: Run, context: RunContext): { binds: string[]; anonymous: string[] } {
  const binds = new Set<string>()
  const anonymous = new Set<string>()
  for (const volume of run.volume) {
    if (volume.source === undefined) anonymous.add(volumeText(volume))
    else if (!isPath(volume.source)) binds.add(volumeText(volume))
    else binds.add(volumeText({ ...volume, source: absolute(volume.source, 'volume', context) }))
  }
  return { binds: [...binds], anonymous: [...anonymous] }
}

/** `--mount` and `--use-api-socket` as the engine takes them. @throws Conflict */
export function mountsOf(run: Run, context: RunContext): object[] {
  const mounts = run.mount.map((mount) => mountBody(mount, context))
  return run.useApiSocket ? [...mounts, socketMount(context)] : mounts
}

function socketMount({ address = '' }: RunContext): object {
  if (!address.startsWith('unix://')) {
    throw new Conflict('Only the socket of an engine on this computer can be given to it.', ['use-api-socket'])
  }
  const Source = address.slice('unix://'.length)
  return { Type: 'bind', Source, Target: '/var/run/docker.sock', BindOptions: {} }
}

function mountBody(mount: MountSpec, context: RunContext): object {
  const { type, source, target, readOnly, consistency, bind, volume, image, tmpfs } = mount
  const from = source !== undefined ? absolute(source, 'mount', context) : undefined
  return {
    Type: type,
    ...unlessEmpty('Source', from),
    Target: target,
    ...unlessEmpty('ReadOnly', readOnly),
    ...unlessEmpty('Consistency', consistency),
    ...(bind && {
      BindOptions: {
        ...unlessEmpty('Propagation', bind.propagation),
        ...unlessEmpty('NonRecursive', bind.nonRecursive),
        ...unlessEmpty('ReadOnlyNonRecursive', bind.readOnlyNonRecursive),
        ...unlessEmpty('ReadOnlyForceRecursive', bind.readOnlyForceRecursive),
      },
    }),
    ...(volume && {
      VolumeOptions: {
        ...unlessEmpty('NoCopy', volume.noCopy),
        ...unlessEmpty('Labels', record(volume.labels.map(entry))),
        ...unlessEmpty('Subpath', volume.subpath),
        DriverConfig: {
          ...unlessEmpty('Name', volume.driver),
          ...unlessEmpty('Options', record(volume.options.map(entry))),
        },
      },
    }),
    ...(image && { ImageOptions: unlessEmpty('Subpath', image.subpath) }),
    ...(tmpfs && {
      TmpfsOptions: {
        ...unlessEmpty('SizeBytes', jsonInteger(tmpfs.size)),
        ...unlessEmpty('Mode', tmpfs.mode ?? 0),
      },
    }),
  }
}

const entry = ({ key, value }: Pair) => [key, value] as const

function absolute(source: string, flag: string, { folder }: RunContext): string {
  if (!source.startsWith('.')) return source
  if (folder === undefined) throw new Conflict(`“${source}” starts from a folder that is not known.`, [flag])
  return resolve(folder, source)
}
