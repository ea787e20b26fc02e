import { extraHostOf, extraHostText } from '../fields/host.ts'
import { ulimitOf } from '../fields/ulimit.ts'
import { Misfit } from '../misfit.ts'
import { csvFields } from '../values/csv.ts'
import { prefixed } from '../values/integer.ts'
import { bytes } from '../values/size.ts'
import { onlyOutput } from './output.ts'

/** What a flag adds to the request. */
type Addition = Record<string, string | string[]>

/** A flag of `docker build` that the form has no field of its own for. */
export type MoreFlag = {
  name: string
  short?: string
  about: string
  /** Without a value. */
  alone: boolean
  many: boolean
  /** The one builder that takes it. */
  only?: 'buildkit' | 'classic'
  /** The API version from which BuildKit takes it. */
  since?: string
  /** @throws Misfit */
  query: (values: string[]) => Addition
}

type Extra = Partial<Pick<MoreFlag, 'short' | 'only' | 'since'>>

const last = (values: string[]): string => values.at(-1) ?? ''

const one = (
  name: string,
  about: string,
  read: (value: string) => string,
  key: string,
  extra: Extra = {},
): MoreFlag => ({
  name,
  about,
  alone: false,
  many: false,
  ...extra,
  query: (values) => ({ [key]: read(last(values)) }),
})

const several = (name: string, about: string, query: MoreFlag['query'], extra: Extra = {}): MoreFlag => ({
  name,
  about,
  alone: false,
  many: true,
  ...extra,
  query,
})

const alone = (name: string, about: string, addition: Addition, extra: Extra = {}): MoreFlag => ({
  name,
  about,
  alone: true,
  many: false,
  ...extra,
  query: (values) => (last(values) === 'true' ? addition : {}),
})

const CLASSIC = { only: 'classic' } as const
const size = (value: string) => String(bytes(value))
const number = (value: string) => String(prefixed(value))

/** Every further flag that is taken, in the order in which a command is written. */
export const moreFlags: readonly MoreFlag[] = [
  several('add-host', 'adds a name to the hosts file of its steps', (values) => ({
    extrahosts: values.map((value) => extraHostText(extraHostOf(value))),
  })),
  several('cache-from', 'takes steps from the cache of this image', (values) => ({
    cachefrom: JSON.stringify(values.flatMap(cacheSources)),
  })),
  one('shm-size', 'is the size of /dev/shm', size, 'shmsize', { since: '1.42' }),
  several(
    'ulimit',
    'sets a limit of the processes in its steps',
    (values) => ({
      ulimits: JSON.stringify(
        values.map(ulimitOf).map(({ name, soft, hard }) => ({ Name: name, Soft: soft, Hard: hard })),
      ),
    }),
    { since: '1.42' },
  ),
  // Done by us, once the image is there, as docker buildx does it with the engine’s builder.
  alone('push', 'pushes the image by each of its names when it is built', {}, { only: 'buildkit' }),
  several(
    'output',
    'writes the files of the result into this folder, or tar file, in the place of an image',
    (values): Addition => {
      const output = onlyOutput(values)
      return output ? { outputs: JSON.stringify([{ Type: output.type, Attrs: {} }]) } : {}
    },
    { short: 'o', only: 'buildkit', since: '1.40' },
  ),
  // Written by us, once the image is there.
  one('iidfile', 'writes the image’s id to this file', () => '', ''),
  one('cgroup-parent', 'is the control group above its steps', String, 'cgroupparent', CLASSIC),
  one('memory', 'is the memory a step may have', size, 'memory', { ...CLASSIC, short: 'm' }),
  one(
    'memory-swap',
    'is the memory and swap a step may have, -1 for no end',
    (value) => (value === '-1' ? '-1' : size(value)),
    'memswap',
    CLASSIC,
  ),
  one('cpu-shares', 'is its weight among others', number, 'cpushares', { ...CLASSIC, short: 'c' }),
  one('cpu-period', 'is the length of a slice of processor time', number, 'cpuperiod', CLASSIC),
  one('cpu-quota', 'is the processor time within each slice', number, 'cpuquota', CLASSIC),
  one('cpuset-cpus', 'is the processors it may use', String, 'cpusetcpus', CLASSIC),
  one('cpuset-mems', 'is the memory nodes it may use', String, 'cpusetmems', CLASSIC),
  several('security-opt', 'sets a security option of its steps', (values) => ({ securityopt: values }), CLASSIC),
  {
    name: 'isolation',
    about: 'is the isolation of Windows containers',
    alone: false,
    many: false,
    only: 'classic',
    query: (values): Addition => (/^(?:default)?$/i.test(last(values)) ? {} : { isolation: last(values) }),
  },
  alone('force-rm', 'removes the containers of its steps even when it fails', { forcerm: '1' }, CLASSIC),
  {
    name: 'rm',
    about: 'removes the containers of its steps when it is done',
    alone: true,
    many: false,
    only: 'classic',
    query: (values): Addition => (last(values) === 'false' ? { rm: '0' } : {}),
  },
  alone('squash', 'makes one layer of all that are new', { squash: '1' }, CLASSIC),
  alone('compress', 'compresses what is sent', {}, CLASSIC),
]

/** The images that `--cache-from` names: by name, or as `type=registry,ref=NAME`. @throws Misfit */
function cacheSources(value: string): string[] {
  if (!value.includes('=')) return csvFields(value)
  const fields = new Map(csvFields(value).map((field) => [field.split('=')[0], field.slice(field.indexOf('=') + 1)]))
  const ref = fields.get('ref')
  if ((fields.get('type') ?? 'registry') === 'registry' && ref !== undefined) return [ref]
  throw new Misfit(`“${value}” can’t be asked of an engine: name an image, or type=registry,ref=IMAGE.`)
}

/** Flags that only say how docker shows what goes on. */
export const showing: readonly { name: string; short?: string; alone: boolean; about: string }[] = [
  { name: 'quiet', short: 'q', alone: true, about: 'prints the image’s id alone; here its log can be seen anyway' },
  { name: 'progress', alone: false, about: 'says how progress is printed; here it is an outline' },
  { name: 'debug', short: 'D', alone: true, about: 'prints more of what goes on' },
  { name: 'load', alone: true, about: 'puts the image on the engine, which is done anyway' },
]

const BUILDX = 'The engine’s own builder has no such thing; it is of docker buildx with a builder of its own.'

/** Flags that are known, and not taken; each with the reason, unless its value makes it mean nothing. */
export const refused: readonly { name: string; alone: boolean; about: string; why: string; unless?: RegExp }[] = [
  { name: 'ssh', alone: false, about: 'lends it an SSH agent', why: 'SSH agents are not lent to builds here.' },
  { name: 'builder', alone: false, about: 'builds on another builder', why: BUILDX, unless: /^(?:default)?$/ },
  { name: 'allow', alone: false, about: 'allows it more than usual', why: BUILDX },
  { name: 'annotation', alone: false, about: 'annotates the image', why: BUILDX },
  { name: 'attest', alone: false, about: 'attests how it was built', why: BUILDX, unless: /disabled=true/ },
  { name: 'provenance', alone: false, about: 'attests where it comes from', why: BUILDX, unless: /^false$/ },
  { name: 'sbom', alone: false, about: 'attests what is in it', why: BUILDX, unless: /^false$/ },
  { name: 'build-context', alone: false, about: 'names a further folder', why: BUILDX },
  { name: 'cache-to', alone: false, about: 'puts the cache somewhere', why: BUILDX },
  { name: 'no-cache-filter', alone: false, about: 'takes no cache for a stage', why: BUILDX },
  { name: 'metadata-file', alone: false, about: 'writes what is known of the result', why: BUILDX },
  { name: 'policy', alone: false, about: 'checks sources by a policy', why: BUILDX },
  {
    name: 'call',
    alone: false,
    about: 'asks something else than building',
    why: 'Here the image is built; what is wrong with the Dockerfile is shown beside it.',
    unless: /^build$/,
  },
  {
    name: 'check',
    alone: true,
    about: 'checks the Dockerfile alone',
    why: 'Here the image is built; what is wrong with the Dockerfile is shown beside it.',
    unless: /^false$/,
  },
  {
    name: 'disable-content-trust',
    alone: true,
    about: 'takes base images without checking their signatures',
    why: 'Docker Content Trust has been retired; signatures of it can’t be checked.',
    unless: /^true$/,
  },
]
