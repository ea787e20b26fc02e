import { useInfiniteQuery } from '@tanstack/react-query'
import { ChevronLeft, Tag as TagIcon } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../../components/button.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { Input } from '../../../components/field.tsx'
import { IconButton } from '../../../components/icon-button.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { Scroller } from '../../../components/scroller.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { client } from '../../../lib/connection.ts'
import { count } from '../../../lib/format.ts'
import { useInventory } from '../../../lib/inventory.ts'
import { asProblem } from '../../../lib/problem.ts'
import { signInTo } from '../asked.ts'
import { readName } from '../names.ts'
import { inOrder } from './tag-order.ts'
import { TagRow } from './tag-row.tsx'

type TagsProps = { engine: string; host: string; repository: string; onBack: () => void }

/** The tags of a repository; each tells what is behind it when it is opened. */
export function Tags({ engine, host, repository, onBack }: TagsProps) {
  const [text, setText] = useState('')
  const { data, error, isFetching, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: ['registries', 'tags', engine, host, repository],
    queryFn: ({ pageParam, signal }) =>
      client.registries.tags(
        { engine, host, repository, ...(pageParam !== undefined && { after: pageParam }) },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  })
  const images = useInventory(engine, (inventory) => inventory.images.list)
  const here = new Set(images.flatMap(({ tags }) => tags.flatMap((tag) => wholeOf(tag) ?? [])))
  const tags = inOrder(data?.pages.flatMap((page) => page.tags) ?? [])
  const shown = tags.filter((tag) => tag.toLowerCase().includes(text.trim().toLowerCase()))
  const name = `${host === 'docker.io' ? '' : `${host}/`}${repository.replace(host === 'docker.io' ? /^library\// : /^$/, '')}`
  return (
    <Scroller label={`Tags of ${repository}`}>
      <div className="mx-auto flex max-w-3xl flex-col gap-3 p-4">
        <div className="flex flex-wrap items-center gap-2">
          <IconButton icon={ChevronLeft} label="Back" onClick={onBack} />
          <h2 className="min-w-32 flex-1 truncate font-semibold text-lg" title={name}>
            {name}
          </h2>
          <span className="tnum shrink-0 text-ink-3 text-sm">
            {data ? `${count(tags.length, 'tag')}${hasNextPage ? ' so far' : ''}` : ''}
          </span>
          <Input
            type="search"
            aria-label="Search tags"
            placeholder="Search tags"
            value={text}
            onChange={(event) => setText(event.target.value)}
            className="max-w-48"
          />
        </div>
        {error ? (
          <ProblemView
            problem={asProblem(error, 'The tags could not be read.')}
            onRetry={() => void refetch()}
            actions={<Button onClick={() => signInTo(engine, host)}>Sign in…</Button>}
          />
        ) : null}
        {isFetching && !data ? <SkeletonLines label="Loading the tags" /> : null}
        {data && shown.length === 0 ? (
          <EmptyState icon={TagIcon} title={tags.length === 0 ? 'It has no tags' : 'Nothing fits'}>
            {tags.length === 0 ? 'All of them were deleted.' : 'Change the search to see more.'}
          </EmptyState>
        ) : null}
        <ul aria-label="Tags" className="flex flex-col divide-y divide-line/60">
          {shown.map((tag) => (
            <TagRow
              key={tag}
              {...{ engine, host, repository, tag }}
              reference={`${name}:${tag}`}
              here={here.has(wholeOf(`${name}:${tag}`) ?? '')}
            />
          ))}
        </ul>
        {hasNextPage ? (
          <Button className="self-center" disabled={isFetching} onClick={() => void fetchNextPage()}>
            Load more
          </Button>
        ) : null}
      </div>
    </Scroller>
  )
}

function wholeOf(text: string): string | undefined {
  const read = readName(text)
  return read && 'whole' in read ? read.whole : undefined
}
