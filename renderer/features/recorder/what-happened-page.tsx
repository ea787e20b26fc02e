import { getRouteApi } from '@tanstack/react-router'
import type { Engine } from '../../../contract/index.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { EngineGate } from '../engines/index.ts'
import { RunList } from './run-list.tsx'
import { StoryOf } from './story-of.tsx'

const route = getRouteApi('/what-happened')

/** The runs of all containers; or what happened to one of them. */
export function WhatHappenedPage() {
  return (
    <EngineGate title="What happened?" waiting={<SkeletonLines label="Loading what was recorded" />}>
      {(engine, stale) => <WhatHappened key={engine.id} engine={engine} stale={stale} />}
    </EngineGate>
  )
}

function WhatHappened({ engine, stale }: { engine: Engine; stale: boolean }) {
  const { container, run } = route.useSearch()
  if (run !== undefined || container !== undefined)
    return <StoryOf key={`${container} ${run}`} engine={engine} container={container} run={run} stale={stale} />
  return (
    <>
      <PageHeader title="What happened?" />
      <RunList engine={engine} />
    </>
  )
}
