import { cutPair } from '../fields/pair.ts'
import { truthOf } from '../flags/flag.ts'
import { Misfit } from '../misfit.ts'
import { filterOf } from './set.ts'
import { alone, type CommandSpec, valued } from './spec.ts'
import { volumeListFlags, volumeNamedOf } from './volume-set.ts'

const ANY = Number.POSITIVE_INFINITY

const CLUSTER = [
  ['availability', 'whether it may be used'],
  ['group', 'its group'],
  ['limit-bytes', 'how large it may be'],
  ['required-bytes', 'how large it must be'],
  ['scope', 'on one node or on several'],
  ['secret', 'what its plugin is told in secret'],
  ['sharing', 'who may use it at once'],
  ['topology-preferred', 'where it should be'],
  ['topology-required', 'from where it must be reached'],
  ['type', 'a file system or a block device'],
] as const

function refuseCluster(): never {
  throw new Misfit('Cluster volumes belong to a swarm; Slipway works with the volumes of one engine.')
}

/** Commands about volumes, besides `volume prune`. */
export const volumes: CommandSpec[] = [
  {
    names: ['volume create'],
    about: 'creates a volume',
    flags: [
      valued('driver', 'd', 'whose files it keeps: local, or a plugin'),
      valued('opt', 'o', 'what the driver is told'),
      valued('label', undefined, 'a label'),
      valued('name', undefined, 'its name'),
      ...CLUSTER.map(([name, about]) => valued(name, undefined, `of a swarm’s cluster volume: ${about}`)),
    ],
    args: { about: 'its name', min: 0, max: 1 },
    read: (said) => {
      for (const [flag] of CLUSTER) said.all(flag, refuseCluster)
      return {
        kind: 'createVolume',
        ...said.text('name', 'name'),
        ...(said.args[0] && { name: said.name(0, 'The volume') }),
        ...said.text('driver', 'driver'),
        options: said.all('opt', cutPair),
        labels: said.all('label', cutPair),
      }
    },
  },
  {
    names: ['volume ls', 'volume list'],
    about: 'lists volumes',
    flags: [...volumeListFlags, alone('cluster', undefined, 'those of a swarm’s cluster alone')],
    args: { about: '', min: 0, max: 0 },
    read: (said) => {
      said.all('cluster', (value) => (truthOf(value) ? refuseCluster() : value))
      return {
        kind: 'volumes',
        filters: said.all('filter', filterOf),
        quiet: said.truth('quiet'),
        ...said.text('format', 'format'),
      }
    },
  },
  {
    names: ['volume inspect'],
    about: 'shows all that the engine knows of volumes',
    flags: [valued('format', 'f', 'how it is printed')],
    args: { about: 'a volume', min: 1, max: ANY },
    read: (said) => ({
      kind: 'inspectVolumes',
      volumes: said.args.map((_, at) => said.name(at, 'The volume')),
      ...said.text('format', 'format'),
    }),
  },
  {
    names: ['volume rm', 'volume remove'],
    about: 'removes volumes',
    flags: [alone('force', 'f', 'says nothing of those that are not there')],
    args: { about: 'a volume', min: 1, max: ANY },
    read: (said, around) => ({
      kind: 'removeVolumes',
      volumes: said.args.map((word) => volumeNamedOf(word, around)),
      force: said.truth('force'),
    }),
  },
]
