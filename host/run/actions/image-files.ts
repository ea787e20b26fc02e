import { InvalidReference, parseReference } from '../../../contract/image-reference.ts'
import { platformOf } from '../fields/platform.ts'
import { Misfit } from '../misfit.ts'
import { imageNamedOf } from './image-set.ts'
import type { Said } from './said.ts'
import { alone, type CommandSpec, valued } from './spec.ts'

const ANY = Number.POSITIVE_INFINITY
const both = (name: string): [string, string] => [name, `image ${name}`]

/** As it was said; the engine is asked in its own spelling. @throws Conflict for what is no platform */
const platformSaid = (said: Said) =>
  said.last('platform', 'platform', (value) => {
    platformOf(value)
    return value
  })

/** Commands that write images to a file, or read them from one. */
export const imageFiles: CommandSpec[] = [
  {
    names: both('save'),
    about: 'writes images into one tar file',
    flags: [
      valued('output', 'o', 'the file it is written to'),
      valued('platform', undefined, 'of this platform alone'),
    ],
    args: { about: 'an image', min: 1, max: ANY },
    read: (said, around) => ({
      kind: 'save',
      images: said.args.map((word) => imageNamedOf(word, around)),
      ...said.text('output', 'output'),
      ...onePlatform(said),
    }),
  },
  {
    names: both('load'),
    about: 'reads the images of a tar file',
    flags: [
      valued('input', 'i', 'the file to read'),
      valued('platform', undefined, 'of this platform alone'),
      alone('quiet', 'q', 'without showing how far it is'),
    ],
    args: { about: '', min: 0, max: 0 },
    read: (said) => ({
      kind: 'load',
      quiet: said.truth('quiet'),
      ...said.text('input', 'input'),
      ...onePlatform(said),
    }),
  },
  {
    names: both('import'),
    about: 'makes an image of the files in a tar file',
    flags: [
      valued('change', 'c', 'a line of a Dockerfile to apply'),
      valued('message', 'm', 'a message about it'),
      valued('platform', undefined, 'the platform it is for'),
    ],
    args: { about: 'the tar file or its address, then the image’s name', min: 1, max: 2 },
    read: (said) => ({
      kind: 'import',
      source: said.name(0, 'The file'),
      ...(said.args[1]?.value && { reference: imageName(said.args[1].value) }),
      ...said.text('message', 'message'),
      changes: said.texts('change'),
      ...platformSaid(said),
    }),
  },
]

function onePlatform(said: Said) {
  if (said.texts('platform').length > 1) throw new Misfit('One platform at a time is taken here.')
  return platformSaid(said)
}

function imageName(text: string): string {
  try {
    parseReference(text)
    return text
  } catch (error) {
    throw error instanceof InvalidReference ? new Misfit(error.message) : error
  }
}
