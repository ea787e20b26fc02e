import { Link } from '@tanstack/react-router'
import { Compass } from 'lucide-react'
import { Button } from '../components/button.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { ProblemView } from '../components/problem-view.tsx'
import { SkeletonLines } from '../components/skeleton.tsx'
import { asProblem } from '../lib/problem.ts'

/** While a page's code is on its way. */
export function PageLoading() {
  return <SkeletonLines label="Loading the page" />
}

/** An address that leads nowhere. */
export function NotFoundPage() {
  return (
    <EmptyState icon={Compass} title="There is no such page">
      <Link to="/containers" className="text-accent underline">
        Go to the containers
      </Link>
    </EmptyState>
  )
}

/** A page that broke; loading it again is what helps, as its code may have changed meanwhile. */
export function PageFailed({ error }: { error: unknown }) {
  return (
    <ProblemView
      page
      problem={asProblem(error, 'This page failed.')}
      actions={<Button onClick={() => window.location.reload()}>Reload</Button>}
    />
  )
}
