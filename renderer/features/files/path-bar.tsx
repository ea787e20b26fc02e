import { ChevronRight, House } from 'lucide-react'
import { Fragment } from 'react'
import { shownName } from './where.ts'

type PathBarProps = { path: string; root: string; onGo: (path: string) => void }

/** Where one is, each folder on the way a button. */
export function PathBar({ path, root, onGo }: PathBarProps) {
  const names = path.split('/').filter((name) => name !== '')
  const button = 'inline-flex h-6 min-w-0 items-center gap-1 rounded px-1.5 hover:bg-hover aria-[current]:font-medium'
  return (
    <nav aria-label="Folder" className="flex min-w-0 grow basis-24 flex-wrap items-center text-ink-2">
      <button
        type="button"
        className={button}
        {...(names.length === 0 && { 'aria-current': 'location' })}
        onClick={() => onGo('/')}
      >
        <House className="size-4 shrink-0" aria-hidden />
        <span className="max-w-40 truncate">{root}</span>
      </button>
      {names.map((name, at) => {
        const to = `/${names.slice(0, at + 1).join('/')}`
        return (
          <Fragment key={to}>
            <ChevronRight className="size-3.5 shrink-0 text-ink-3" aria-hidden />
            <button
              type="button"
              className={button}
              {...(at === names.length - 1 && { 'aria-current': 'location' })}
              onClick={() => onGo(to)}
            >
              <span className="max-w-60 truncate">{shownName(name)}</span>
            </button>
          </Fragment>
        )
      })}
    </nav>
  )
}
