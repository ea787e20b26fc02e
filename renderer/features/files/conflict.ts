import { ORPCError } from '@orpc/client'

/** Whether something is there already, or was changed meanwhile. */
export const isConflict = (error: unknown): boolean => error instanceof ORPCError && error.code === 'CONFLICT'
