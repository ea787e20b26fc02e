import { isAbsolute, resolve, win32 } from 'node:path'
import type { Action } from '../../../contract/action.ts'
import type { Build } from '../../../contract/build.ts'
import { isAddress } from '../../../contract/build-context.ts'
import type { Said } from '../actions/said.ts'
import { alone, type CommandFlag, type CommandSpec, valued } from '../actions/spec.ts'
import { imageNameOf } from '../fields/image.ts'
import { labelOf, variableOf } from '../fields/pair.ts'
import { platformOf } from '../fields/platform.ts'
import { truthOf } from '../flags/flag.ts'
import { Conflict, Misfit } from '../misfit.ts'
import type { Surroundings } from '../shell/word.ts'
import { csvFields } from '../values/csv.ts'
import { moreFlags, refused, showing } from './flags.ts'
import { onlyOutput, outputText } from './output.ts'
import { secretOf } from './secret.ts'

const flags: CommandFlag[] = [
  valued('tag', 't', 'names the image'),
  valued('file', 'f', 'is the Dockerfile'),
  valued('target', undefined, 'builds up to this stage'),
  valued('build-arg', undefined, 'sets a build argument'),
  valued('label', undefined, 'labels the image'),
  valued('platform', undefined, 'builds for this system and architecture'),
  alone('no-cache', undefined, 'does every step anew'),
  alone('pull', undefined, 'looks for newer base images'),
  valued('secret', undefined, 'lends the build a secret'),
  valued('network', undefined, 'is the network of its steps'),
  ...moreFlags.map(({ name, short, about, alone: bare }) =>
    bare ? alone(name, short, about) : valued(name, short, about),
  ),
  ...showing.map(({ name, short, about, alone: bare }) =>
    bare ? alone(name, short, about) : valued(name, short, about),
  ),
  ...refused.map(({ name, about, alone: bare }) => {
    return bare ? alone(name, undefined, about) : valued(name, undefined, about)
  }),
]

/** `docker build` and `docker buildx build`. */
export const buildCommand: CommandSpec = {
  names: ['build', 'image build', 'builder build', 'buildx build', 'buildx b'],
  about: 'makes an image by the lines of a Dockerfile',
  flags,
  args: { about: 'the folder whose files it is made of', min: 1, max: 1 },
  read: (said, around): Action => ({ kind: 'build', build: buildOf(said, around) }),
}

function buildOf(said: Said, around: Surroundings): Build {
  for (const { name, why, unless } of refused) {
    for (const value of said.texts(name))
      if (!unless?.test(value)) throw new Conflict(`--${name} is not taken here. ${why}`, [name])
  }
  for (const { name, alone: bare } of showing) if (bare) said.all(name, truthOf)
  const file = said.text('file', 'file')
  if (file.file === '-') throw new Conflict('A Dockerfile from standard input is not taken: name a file.', ['file'])
  const context = contextOf(said.name(0, 'The folder'))
  const remote = isAddress(context)
  const from = (path: string) => fromFolder(path, around.answers?.folder)
  const platforms = said.all('platform', (value) => csvFields(value).map(platformOf)).flat()
  return {
    context: remote ? context : from(context),
    ...(file.file !== undefined && { file: remote ? file.file : from(file.file) }),
    tags: said.all('tag', tagOf),
    ...said.text('target', 'target'),
    args: said.all('build-arg', variableOf),
    labels: said.all('label', labelOf),
    platforms,
    noCache: said.truth('no-cache'),
    pull: said.truth('pull'),
    secrets: said.all('secret', (value) => {
      const secret = secretOf(value)
      return secret.file === undefined ? secret : { ...secret, file: from(secret.file) }
    }),
    ...said.text('network', 'network'),
    more: placed(Object.fromEntries(moreFlags.flatMap((flag) => valuesOf(flag, said))), from),
  }
}

function valuesOf(flag: (typeof moreFlags)[number], said: Said): [string, string[]][] {
  const values = flag.alone ? said.all(flag.name, (value) => String(truthOf(value))) : said.texts(flag.name)
  if (values.length === 0) return []
  const kept = flag.many ? values : values.slice(-1)
  try {
    flag.query(kept)
  } catch (error) {
    throw error instanceof Misfit ? new Conflict(error.message, [flag.name]) : error
  }
  return [[flag.name, kept]]
}

/** The same flags, with the place of the output as a path from the folder of the shell. */
function placed({ output: said, ...more }: Build['more'], from: (path: string) => string): Build['more'] {
  if (!said) return more
  const output = onlyOutput(said)
  return { ...more, output: output ? [outputText({ ...output, dest: from(output.dest) })] : said }
}

/** A name for the image. @throws Misfit */
export function tagOf(text: string): string {
  if (text.includes('@') || !imageNameOf(text)) throw new Misfit(`“${text}” is not a name with a tag, such as app:2.0.`)
  return text
}

function contextOf(text: string): string {
  if (text === '-') throw new Misfit('What comes from standard input is not built here: name a folder.')
  if (/^(?:git@|ssh:\/\/)/.test(text)) {
    throw new Misfit('Builds do not get at an address by SSH here: clone it, then name its folder.')
  }
  return text
}

/** Whether a path starts from the folder of the shell, which only the person knows. */
export const isRelative = (path: string): boolean =>
  !isAbsolute(path) && !win32.isAbsolute(path) && !path.startsWith('~')

function fromFolder(path: string, folder: string | undefined): string {
  return folder === undefined || !isRelative(path) ? path : resolve(folder, path)
}
