import type { Action } from '../../../contract/action.ts'
import { imageNameOf } from '../fields/image.ts'
import { platformOf } from '../fields/platform.ts'
import { Conflict, Misfit } from '../misfit.ts'
import { decimal } from '../values/integer.ts'
import type { Said } from './said.ts'
import { filterOf } from './set.ts'
import { alone, type CommandSpec, valued } from './spec.ts'

const IMAGE = { about: 'the image', min: 1, max: 1 }
const SERVER = { about: 'the registry', min: 0, max: 1 }
const contentTrust = (about: string) => alone('disable-content-trust', undefined, about)
const quiet = alone('quiet', 'q', 'without showing progress')
const image = (name: string): [string, string] => [name, `image ${name}`]

/** Commands that bring images to and from registries. */
export const transfer: CommandSpec[] = [
  {
    names: image('pull'),
    about: 'gets an image from its registry',
    flags: [
      alone('all-tags', 'a', 'every tag of the repository'),
      contentTrust('without checking its signature, as it normally is'),
      valued('platform', undefined, 'for this system and architecture'),
      quiet,
    ],
    args: IMAGE,
    read: (said) => transferOf('pull', said),
  },
  {
    names: image('push'),
    about: 'brings an image to its registry',
    flags: [
      alone('all-tags', 'a', 'every tag that the engine has of the repository'),
      contentTrust('without signing it, as it normally is'),
      valued('platform', undefined, 'one platform of several alone'),
      quiet,
    ],
    args: IMAGE,
    read: (said) => transferOf('push', said),
  },
  {
    names: image('tag'),
    about: 'gives an image a further name',
    flags: [],
    args: { about: 'the image, then the further name', min: 2, max: 2 },
    read: (said): Action => {
      const source = said.name(0, 'The image')
      const target = said.name(1, 'The further name')
      if (imageNameOf(target) === undefined) throw new Misfit(`“${target}” is an id; an image can’t be named so.`)
      if (target.includes('@')) throw new Misfit('A digest can’t be given: it comes from what is in the image.')
      return { kind: 'tag', source, target }
    },
  },
  {
    names: ['login'],
    about: 'signs in to a registry',
    flags: [
      { ...valued('password', 'p', 'the password, which goes into the form’s field and nowhere else'), secret: true },
      alone('password-stdin', undefined, 'reads the password from what is piped in; here it is asked for'),
      valued('username', 'u', 'the user name'),
    ],
    args: SERVER,
    read: (said): Action => {
      const password = said.text('password', 'password')
      const passwordStdin = said.truth('password-stdin')
      if (password.password !== undefined && passwordStdin) {
        throw new Conflict('A password is either given or piped in.', ['password'])
      }
      const { username } = said.text('username', 'username')
      if (passwordStdin && username === undefined) {
        throw new Conflict('A password that is piped in needs a user name: --username.', ['password-stdin'])
      }
      return {
        kind: 'login',
        ...serverOf(said),
        ...(username !== undefined && { username }),
        ...password,
        passwordStdin,
      }
    },
  },
  {
    names: ['logout'],
    about: 'forgets the sign-in to a registry',
    flags: [],
    args: SERVER,
    read: (said): Action => ({ kind: 'logout', ...serverOf(said) }),
  },
  {
    names: ['search'],
    about: 'searches Docker Hub',
    flags: [
      valued('filter', 'f', 'those that match alone'),
      valued('format', undefined, 'how each is printed'),
      valued('limit', undefined, 'at most so many'),
      alone('no-trunc', undefined, 'descriptions in full'),
    ],
    args: { about: 'what is looked for', min: 1, max: 1 },
    read: (said): Action => ({
      kind: 'search',
      term: said.name(0, 'What is looked for'),
      filters: said.all('filter', searchFilterOf),
      ...said.last('limit', 'limit', limitOf),
      noTrunc: said.truth('no-trunc'),
      ...said.text('format', 'format'),
    }),
  },
]

function transferOf(kind: 'pull' | 'push', said: Said): Action {
  const reference = said.name(0, 'The image')
  const allTags = said.truth('all-tags')
  if (!said.truth('disable-content-trust', true)) {
    throw new Conflict('Signatures of Docker Content Trust are not checked here.', ['disable-content-trust'])
  }
  if (imageNameOf(reference) === undefined) throw new Misfit('A registry knows no ids: name the image.')
  if (allTags && /:[^/]*$|@/.test(reference)) throw new Conflict('All tags, or the one that is named.', ['all-tags'])
  const platform = said.last('platform', 'platform', (value) => {
    platformOf(value)
    return value
  })
  return { kind, reference, allTags, quiet: said.truth('quiet'), ...platform }
}

function serverOf({ args }: Said): { server?: string } {
  const server = args[0]?.value
  if (server === undefined || server === '') return {}
  if (/\s/.test(server)) throw new Misfit(`“${server}” is not a registry’s address.`)
  return { server }
}

function searchFilterOf(value: string): { key: string; value: string } {
  const filter = filterOf(value)
  if (filter.key !== 'stars' && filter.key !== 'is-official' && filter.key !== 'is-automated') {
    throw new Misfit(`There is no filter “${filter.key}”: stars, is-official and is-automated are.`)
  }
  if (filter.key === 'stars' && !/^\d{1,9}$/.test(filter.value)) throw new Misfit('stars is a number.')
  if (filter.key !== 'stars' && !/^(?:true|false|1|0)$/.test(filter.value))
    throw new Misfit(`${filter.key} is true or false.`)
  return filter
}

function limitOf(value: string): number {
  const limit = Number(decimal(value, { bits: 32, signed: true }))
  if (limit < 0 || limit > 100) throw new Misfit('The limit is from 1 to 100.')
  return limit
}
