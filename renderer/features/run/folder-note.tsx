import { useQuery } from '@tanstack/react-query'
import { client } from '../../lib/connection.ts'
import { useDebounced } from '../../lib/debounced.ts'
import { type BindFlag, folderWords } from './folder-words.ts'

/** Long enough to type a letter, in milliseconds. */
const STILL = 250

type FolderNoteProps = { engine: string; path: string; flag: BindFlag; podman: boolean; named?: boolean }

/** Says while it is typed what becomes of a folder that is mounted, where that is not plain. */
export function FolderNote({ engine, path, flag, podman, named }: FolderNoteProps) {
  const typed = useDebounced(path, STILL)
  const { data } = useQuery({
    queryKey: ['host-files', 'look', engine, typed],
    queryFn: ({ signal }) => client.hostFiles.look({ engine, path: typed }, { signal }),
    enabled: typed !== '',
    // It may be made meanwhile, in another window.
    staleTime: 2_000,
    refetchOnWindowFocus: true,
  })
  if (!data || typed !== path) return null
  const said = folderWords(data, flag, podman)
  if (said === undefined) return null
  return (
    <p className={`wrap-anywhere text-sm ${said.bad ? 'text-bad' : 'text-ink-3'}`}>
      {named ? `${path}: ${said.text}` : said.text}
    </p>
  )
}
