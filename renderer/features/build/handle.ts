import type { Build, Builder, BuildPlace, Problem } from '../../../contract/index.ts'

/** The form in the hands of its fields. */
export type BuildHandle = {
  engine: string
  draft: Build
  put: (change: Partial<Build>) => void
  /** What is wrong with a field, or with one of its values. */
  error: (field: string, at?: number) => string | undefined
  /** What lies in the folder, once it was looked at. */
  place: BuildPlace | undefined
  /** Why there is nothing to build in the folder. */
  problem: Problem | undefined
  /** The builder that would build it. */
  builder: Builder | undefined
}
