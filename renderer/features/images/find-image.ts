import { InvalidReference, parseReference } from '../../../contract/image-reference.ts'
import type { Image } from '../../../contract/index.ts'

/** The image that a name means, as the docker command looks it up: by its id, a tag or digest, or the beginning of its id. */
export function findImage(images: readonly Image[], wanted: string): Image | undefined {
  const id = wanted.replace(/^sha256:/, '')
  const exact = images.find((image) => image.id === wanted || image.id === `sha256:${id}`)
  if (exact) return exact
  const name = fullName(wanted)
  const named =
    name === undefined
      ? undefined
      : images.find(({ tags, digests }) => [...tags, ...digests].some((reference) => fullName(reference) === name))
  if (named) return named
  const begun = /^[0-9a-f]{1,64}$/.test(id) ? images.filter((image) => image.id.startsWith(`sha256:${id}`)) : []
  return begun.length === 1 ? begun[0] : undefined
}

/** The name with nothing left out; of a name with a digest, the tag says nothing. */
function fullName(text: string): string | undefined {
  try {
    const { name, tag = 'latest', digest } = parseReference(text)
    return digest === undefined ? `${name}:${tag}` : `${name}@${digest}`
  } catch (error) {
    if (error instanceof InvalidReference) return undefined
    throw error
  }
}

/** How an image’s page is addressed. */
export const pathId = (id: string): string => id.replace('sha256:', '')
