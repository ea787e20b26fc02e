import { ORPCError } from '@orpc/client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Job, LayerAnalysis, Problem } from '../../../../../contract/index.ts'
import { client } from '../../../../lib/connection.ts'
import { useJobs } from '../../../../lib/jobs.ts'
import { asProblem } from '../../../../lib/problem.ts'

export type LayersState =
  | { state: 'asking' }
  | { state: 'unread'; read: () => void }
  | { state: 'reading'; job: Job | undefined }
  | { state: 'failed'; problem: Problem; read: () => void }
  | { state: 'known'; analysis: LayerAnalysis }

/** What is known of the files of an image’s layers, and the way to have them read. */
export function useLayers(engine: string, id: string): LayersState {
  const queries = useQueryClient()
  const queryKey = ['images', 'layers', engine, id]
  const [jobId, setJobId] = useState<string>()
  const [asked, setAsked] = useState<Problem>()
  const jobs = useJobs()
  const job = jobs.find((one) => one.id === jobId)
  const { data, error, isPending } = useQuery({
    queryKey,
    queryFn: async ({ signal }): Promise<LayerAnalysis | null> => {
      try {
        return await client.images.layers.analysis({ engine, id }, { signal })
      } catch (failure) {
        if (failure instanceof ORPCError && failure.code === 'NOT_FOUND') return null
        throw failure
      }
    },
    staleTime: 0,
  })
  const outcome = job?.outcome.state
  useEffect(() => {
    if (outcome !== 'done') return
    setJobId(undefined)
    void queries.invalidateQueries({ queryKey: ['images', 'layers', engine, id] })
  }, [outcome, queries, engine, id])

  const read = () => {
    setAsked(undefined)
    client.images.layers.read({ engine, id }).then(
      (answer) => {
        setJobId(answer.job)
        if (answer.job === undefined) void queries.invalidateQueries({ queryKey })
      },
      (failure) => setAsked(asProblem(failure, 'The files could not be read.')),
    )
  }

  if (data) return { state: 'known', analysis: data }
  if (asked) return { state: 'failed', problem: asked, read }
  if (job?.outcome.state === 'failed') return { state: 'failed', problem: job.outcome.problem, read }
  if (error) return { state: 'failed', problem: asProblem(error, 'The files could not be read.'), read }
  if (jobId !== undefined && outcome !== 'cancelled') return { state: 'reading', job }
  if (isPending) return { state: 'asking' }
  return { state: 'unread', read }
}
