import type { Container } from '../../../contract/index.ts'
import { client } from '../../lib/connection.ts'
import { size } from '../../lib/format.ts'
import { actAsJob } from '../../lib/job-done.ts'
import { inLastFolder } from '../host-files/index.ts'
import { around, inside } from './where.ts'

type Copy = { direction: 'in' | 'out'; path: string; local: string }

const nameOf = (path: string) =>
  path
    .replace(/[/\\]+$/, '')
    .split(/[/\\]/)
    .at(-1) ?? ''

/** Does what `docker cp` says, with its rules for what is a folder already. Nothing that is there is replaced. */
export function copyFiles(engine: string, { id, name }: Container, { direction, path, local }: Copy): void {
  const source = { type: 'container' as const, id }
  const there = path.startsWith('/') ? path : `/${path}`
  const here = inLastFolder(local)
  const what = direction === 'out' ? `${name}:${there}` : nameOf(here)
  void actAsJob({
    doing: `Copying ${what}`,
    done: ({ file, bytes = 0 }) => `Copied ${what} to ${file ?? `${name}:${there}`} (${size(bytes)})`,
    failed: `${what} could not be copied.`,
    start: async (signal) => {
      if (direction === 'out') {
        const found = await client.hostFiles.look({ path: here }, { signal })
        const to = found.state === 'folder' ? { to: found.path } : { to: folderOf(found.path), as: nameOf(found.path) }
        return await client.files.download({ engine, source, path: there, replace: false, ...to }, { signal })
      }
      const folder = await client.files.list({ engine, source, path: there }, { signal }).catch(() => undefined)
      const to =
        folder || there.endsWith('/')
          ? { path: inside(there, '').replace(/\/+$/, '') || '/' }
          : { path: around(there), as: nameOf(there) }
      return await client.files.upload({ engine, source, paths: [here], replace: false, ...to }, { signal })
    },
  })
}

const folderOf = (path: string) => path.replace(/[/\\][^/\\]*$/, '') || '/'
