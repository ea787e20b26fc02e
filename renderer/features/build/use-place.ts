import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { isAddress } from '../../../contract/build-context.ts'
import type { Build, Builder, BuildPlace, BuildProblem, ContextSize, Problem } from '../../../contract/index.ts'
import { buildOf } from '../../lib/build-draft.ts'
import { client } from '../../lib/connection.ts'
import { useDebounced } from '../../lib/debounced.ts'
import { asProblem } from '../../lib/problem.ts'

/** How long the form stands still before it is looked at, in milliseconds. */
const STILL = 200

export type BuildPreview = {
  command: string | undefined
  builder: Builder | undefined
  problems: readonly BuildProblem[]
}

/** The command that a draft says, and what is wrong with it; a little behind the typing. */
export function useBuildPreview(engine: string, draft: Build): BuildPreview {
  const build = buildOf(useDebounced(draft, STILL))
  const { data } = useQuery({
    queryKey: ['builds', 'preview', engine, build],
    queryFn: ({ signal }) => client.builds.preview({ engine, build }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  return { command: data?.command, builder: data?.builder, problems: data?.problems ?? [] }
}

type Place = { place: BuildPlace | undefined; problem: Problem | undefined; again: () => void }

/** What there is to build in the draft’s folder. */
export function usePlace(draft: Build): Place {
  const { context, file } = buildOf(useDebounced(draft, STILL))
  const here = context !== '' && !isAddress(context)
  const { data, error, refetch } = useQuery({
    queryKey: ['builds', 'look', context, file],
    queryFn: ({ signal }) => client.builds.look({ context, ...(file !== undefined && { file }) }, { signal }),
    enabled: here,
    retry: false,
    // Editors outside of here change it, too.
    refetchOnWindowFocus: 'always',
  })
  return {
    place: here ? data : undefined,
    problem: here && error ? asProblem(error, 'The folder could not be looked at.') : undefined,
    again: () => void refetch(),
  }
}

/** How much a build of the place would send. */
export function useSize(
  engine: string,
  place: BuildPlace | undefined,
  builder: Builder | undefined,
): { size: ContextSize | undefined; problem: Problem | undefined } {
  const { data, error } = useQuery({
    queryKey: ['builds', 'measure', engine, place?.folder, place?.dockerfile.path, place?.ignore, builder],
    queryFn: ({ signal }) =>
      client.builds.measure(
        { engine, context: place?.folder ?? '', file: place?.dockerfile.path, ...(builder && { builder }) },
        { signal },
      ),
    enabled: place !== undefined && builder !== undefined,
    retry: false,
  })
  return { size: data, problem: error ? asProblem(error, 'The folder could not be counted.') : undefined }
}
