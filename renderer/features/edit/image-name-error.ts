import { InvalidReference, parseReference } from '../../../contract/image-reference.ts'

/** What is wrong with the name of a new image; nothing when it will do. */
export function imageNameError(name: string): string | undefined {
  try {
    return parseReference(name).digest === undefined ? undefined : 'An image has its digest from what is in it.'
  } catch (error) {
    if (error instanceof InvalidReference) return error.message
    throw error
  }
}
