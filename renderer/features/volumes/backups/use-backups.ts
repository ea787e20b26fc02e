import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { client } from '../../../lib/connection.ts'
import { useJobs } from '../../../lib/jobs.ts'

/** The backups in a folder, or where they usually go; read again when a job that may have made one ends. */
export function useBackups(folder?: string) {
  const ended = useJobs()
    .filter(({ kind, outcome }) => kind === 'backup' && outcome.state === 'done')
    .map(({ id }) => id)
    .join(' ')
  const query = useQuery({
    queryKey: ['volumes', 'backups', folder ?? ''],
    queryFn: ({ signal }) => client.volumeBackups.list(folder ? { folder } : {}, { signal }),
    staleTime: 0,
    retry: false,
  })
  const { refetch } = query
  // biome-ignore lint/correctness/useExhaustiveDependencies: the jobs that ended are why it is read again.
  useEffect(() => void refetch(), [ended, refetch])
  return query
}
