import type { Action } from '../../../contract/action.ts'
import { platformOf } from '../fields/platform.ts'
import { Misfit } from '../misfit.ts'
import { imageListFlags, imageNamedOf } from './image-set.ts'
import type { Said } from './said.ts'
import { filterOf } from './set.ts'
import { alone, type CommandSpec, valued } from './spec.ts'

const ANY = Number.POSITIVE_INFINITY
const platform = valued('platform', undefined, 'of this platform')

/** @throws Conflict for what is no platform */
const platformSaid = (said: Said) =>
  said.last('platform', 'platform', (value) => {
    platformOf(value)
    return value
  })

/** Commands that show images, or remove them. */
export const images: CommandSpec[] = [
  {
    names: ['images', 'image ls', 'image list'],
    about: 'lists images',
    flags: imageListFlags,
    args: { about: 'the repository to list', min: 0, max: 1 },
    read: (said): Action => ({
      kind: 'images',
      all: said.truth('all'),
      digests: said.truth('digests'),
      noTrunc: said.truth('no-trunc'),
      quiet: said.truth('quiet'),
      tree: said.truth('tree'),
      filters: said.all('filter', filterOf),
      ...said.text('format', 'format'),
      ...(said.args[0] && { reference: said.name(0, 'The repository') }),
    }),
  },
  {
    names: ['image inspect'],
    about: 'shows all that the engine knows of images',
    flags: [valued('format', 'f', 'how it is printed'), platform],
    args: { about: 'an image', min: 1, max: ANY },
    read: (said, around) => ({
      kind: 'inspectImages',
      images: said.args.map((word) => imageNamedOf(word, around)),
      ...said.text('format', 'format'),
      ...platformSaid(said),
    }),
  },
  {
    names: ['history', 'image history'],
    about: 'shows how an image was made',
    flags: [
      valued('format', undefined, 'how it is printed'),
      alone('human', 'H', 'sizes and times for people'),
      alone('no-trunc', undefined, 'all of it'),
      platform,
      alone('quiet', 'q', 'ids alone'),
    ],
    args: { about: 'the image', min: 1, max: 1 },
    read: (said) => ({
      kind: 'history',
      image: said.name(0, 'The image'),
      human: said.truth('human', true),
      noTrunc: said.truth('no-trunc'),
      quiet: said.truth('quiet'),
      ...said.text('format', 'format'),
      ...platformSaid(said),
    }),
  },
  {
    names: ['rmi', 'image rm', 'image remove'],
    about: 'removes images',
    flags: [
      alone('force', 'f', 'those of stopped containers, too, and all names at once'),
      alone('no-prune', undefined, 'not the parents without a name'),
      valued('platform', undefined, 'of this platform alone'),
    ],
    args: { about: 'an image', min: 1, max: ANY },
    read: (said, around) => {
      if (said.texts('platform').length > 1) throw new Misfit('One platform at a time is taken here.')
      return {
        kind: 'removeImages',
        images: said.args.map((word) => imageNamedOf(word, around)),
        force: said.truth('force'),
        noPrune: said.truth('no-prune'),
        ...platformSaid(said),
      }
    },
  },
  {
    names: ['image prune'],
    about: 'removes images without a name, or all that no container uses',
    flags: [
      alone('all', 'a', 'all that no container uses'),
      valued('filter', undefined, 'those that match alone'),
      alone('force', 'f', 'without asking'),
    ],
    args: { about: '', min: 0, max: 0 },
    read: (said) => ({
      kind: 'pruneImages',
      all: said.truth('all'),
      force: said.truth('force'),
      filters: said.all('filter', filterOf),
    }),
  },
]
