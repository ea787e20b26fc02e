import type { Build } from '../../../contract/build.ts'

/** A build of a folder with everything left as docker has it. */
export const emptyBuild = (context: string): Build => ({
  context,
  tags: [],
  args: [],
  labels: [],
  platforms: [],
  noCache: false,
  pull: false,
  secrets: [],
  more: {},
})
