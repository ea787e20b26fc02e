import { useNavigate } from '@tanstack/react-router'
import { ArrowDownToLine, ArrowUpFromLine, ArrowUpRight, Braces, Copy, FileDown, Play, Tag, Trash2 } from 'lucide-react'
import { MenuItem, MenuLine } from '../../components/menu.tsx'
import { asProblem } from '../../lib/problem.ts'
import { fillRun } from '../../lib/run-draft.ts'
import { toastProblem } from '../../lib/toasts.ts'
import { pullImage, pushImage, tagImage } from '../registries/index.ts'
import { pathId } from './find-image.ts'
import { type ImageRow, rowName } from './list/rows.ts'
import { removeImages } from './removing.ts'
import { saveImages } from './tar/asked.ts'

type ImageMenuItemsProps = { engine: string; rows: readonly ImageRow[]; disabled: boolean; open?: boolean }

/** What can be done to one image or to several, as lines of a menu. */
export function ImageMenuItems({ engine, rows, disabled, open = true }: ImageMenuItemsProps) {
  const navigate = useNavigate()
  const [first] = rows
  const one = rows.length === 1 ? first : undefined
  const goTo = ({ image }: ImageRow, tab?: string) =>
    void navigate({ to: '/images/$id', params: { id: pathId(image.id) }, search: tab === undefined ? {} : { tab } })
  return (
    <>
      {one ? (
        <>
          {open ? (
            <MenuItem icon={ArrowUpRight} keys="Enter" onClick={() => goTo(one)}>
              Open
            </MenuItem>
          ) : null}
          <MenuItem
            icon={Play}
            disabled={disabled}
            onClick={() => {
              fillRun(runForm(rowName(one)))
              void navigate({ to: '/run' })
            }}
          >
            Run…
          </MenuItem>
          {open ? (
            <MenuItem icon={Braces} onClick={() => goTo(one, 'inspect')}>
              Inspect
            </MenuItem>
          ) : null}
          <MenuLine />
          <MenuItem icon={Tag} disabled={disabled} onClick={() => tagImage(engine, one.reference ?? one.image.id)}>
            Tag…
          </MenuItem>
          {one.reference === undefined ? null : (
            <>
              <MenuItem
                icon={ArrowUpFromLine}
                disabled={disabled}
                onClick={() => pushImage(engine, { reference: one.reference ?? '' })}
              >
                Push…
              </MenuItem>
              <MenuItem
                icon={ArrowDownToLine}
                disabled={disabled}
                onClick={() => pullImage(engine, { reference: one.reference ?? '' })}
              >
                Pull again…
              </MenuItem>
            </>
          )}
          <MenuLine />
          {one.reference === undefined ? null : (
            <MenuItem icon={Copy} onClick={() => copy(one.reference ?? '')}>
              Copy name
            </MenuItem>
          )}
          <MenuItem icon={Copy} onClick={() => copy(one.image.id)}>
            Copy ID
          </MenuItem>
          {one.image.digests.map((digest) => (
            <MenuItem key={digest} icon={Copy} onClick={() => copy(digest)}>
              {one.image.digests.length === 1
                ? 'Copy digest'
                : `Copy digest of ${digest.slice(0, digest.indexOf('@'))}`}
            </MenuItem>
          ))}
          <MenuLine />
        </>
      ) : null}
      <MenuItem icon={FileDown} disabled={disabled} onClick={() => saveImages(engine, { images: rows.map(nameOrId) })}>
        Save to tar…
      </MenuItem>
      <MenuItem
        icon={Trash2}
        keys="Delete"
        danger
        disabled={disabled}
        onClick={() => removeImages(engine, rows.map(targetOf))}
      >
        Remove
      </MenuItem>
    </>
  )
}

/** The form of a container of an image, with nothing else said. */
export const runForm = (image: string) => ({ verb: 'run' as const, image, command: [], flags: { detach: ['true'] } })

/** What `docker save` writes of this line: with its name, where it has one. */
export const nameOrId = ({ image, reference }: ImageRow): string => reference ?? image.id

/** What removes just this line. */
export const targetOf = ({ image, reference }: ImageRow) => ({
  id: image.id,
  ...(reference !== undefined && { reference }),
})

function copy(text: string): void {
  navigator.clipboard.writeText(text).catch((error) => toastProblem(asProblem(error, 'It could not be copied.')))
}
