import { InvalidReference, isImageId, parseReference } from '../../../contract/image-reference.ts'
import { Misfit } from '../misfit.ts'

/** An image's name as a registry knows it, with the tag or digest that is asked for. */
export type ImageName = { repository: string; tag: string }

/**
 * Reads the name of an image to run. Undefined for one that is named by its id alone, which can't be pulled.
 * @throws Misfit
 */
export function imageNameOf(text: string): ImageName | undefined {
  if (isImageId(text)) return undefined
  try {
    const { name, tag = 'latest', digest = tag } = parseReference(text)
    return { repository: name, tag: digest }
  } catch (error) {
    throw error instanceof InvalidReference ? new Misfit(error.message) : error
  }
}
