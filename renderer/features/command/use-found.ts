import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Action, Problem } from '../../../contract/index.ts'
import { client } from '../../lib/connection.ts'
import { asProblem } from '../../lib/problem.ts'
import { isOurs } from './targets.ts'

type Set = Extract<Extract<Action, { kind: 'stop' }>['targets'][number], { set: unknown }>['set']

/** What the engine found for the sets of containers that only it can look up. */
export type Found = {
  /** The ids; undefined while it is asked. */
  idsOf: (set: Set) => readonly string[] | undefined
  problem: Problem | undefined
}

/** Asks the engine for the containers that a command names by filters which only it can apply. */
export function useFound(engine: string, action: Action | undefined): Found {
  const sets = action ? setsOf(action) : []
  const { data, error } = useQuery({
    queryKey: ['containers', 'find', engine, sets],
    queryFn: async ({ signal }) =>
      new Map(
        await Promise.all(
          sets.map(async (set) => {
            const { ids } = await client.containers.find({ engine, ...set }, { signal })
            return [keyOf(set), ids] as const
          }),
        ),
      ),
    enabled: sets.length > 0,
    gcTime: 0,
    retry: false,
  })
  return useMemo(
    () => ({
      idsOf: (set) => data?.get(keyOf(set)),
      problem: error ? asProblem(error, 'The engine could not look them up.') : undefined,
    }),
    [data, error],
  )
}

const keyOf = ({ all, last, filters }: Set) => JSON.stringify([all, last, filters])

function setsOf(action: Action): Set[] {
  if (action.kind === 'list') {
    const { all, last, filters } = action
    return filters.length > 0 || last !== undefined ? [{ all, filters, ...(last !== undefined && { last }) }] : []
  }
  if (!('targets' in action)) return []
  return action.targets.flatMap((target) => ('set' in target && !target.set.filters.every(isOurs) ? [target.set] : []))
}
