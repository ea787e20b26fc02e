import { SlipwayError } from '../errors.ts'

/** What is asked for, or undefined when the container is gone or going. @throws what else it fails with */
export async function unlessGone<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked
  } catch (error) {
    if (isGone(error)) return undefined
    throw error
  }
}

/** Engines answer with a conflict while a removal is under way. */
export const isGone = (error: unknown): boolean =>
  error instanceof SlipwayError && (error.code === 'NOT_FOUND' || error.code === 'CONFLICT')
