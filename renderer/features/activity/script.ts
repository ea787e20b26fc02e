import type { Deed } from '../../../contract/index.ts'

/** Deeds as a shell script, in the order they were done; what did not work or was cancelled is left as a comment. */
export function scriptOf(newestFirst: readonly Deed[]): string {
  const lines = newestFirst
    .toReversed()
    .map(({ command, problems, cancelled }) =>
      cancelled ? `# cancelled: ${command}` : problems.length === 0 ? command : `# failed: ${command}`,
    )
  return `#!/bin/sh\nset -e\n${lines.join('\n')}\n`
}
