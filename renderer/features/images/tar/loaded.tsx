import { Link } from '@tanstack/react-router'
import { count, shortId } from '../../../lib/format.ts'
import { useImages } from '../../../lib/inventory.ts'
import { findImage, pathId } from '../find-image.ts'

/** More than this is counted. */
const NAMED = 30

type LoadedProps = { engine: string; names: readonly string[]; onGo: () => void }

/** The images that a file brought, each with the way to its page. */
export function Loaded({ engine, names, onGo }: LoadedProps) {
  const images = useImages(engine)
  if (names.length === 0) return <p>The engine took the file and names no image of it.</p>
  const shown = names.slice(0, NAMED)
  return (
    <ul aria-label="Loaded images" className="flex flex-col gap-0.5">
      {shown.map((name) => {
        const image = findImage(images, name)
        const words = name.startsWith('sha256:') ? shortId(name) : name
        return (
          <li key={name} className="wrap-anywhere">
            {image ? (
              <Link
                to="/images/$id"
                params={{ id: pathId(image.id) }}
                onClick={onGo}
                className="font-medium text-accent hover:underline"
              >
                {words}
              </Link>
            ) : (
              words
            )}
          </li>
        )
      })}
      {names.length > NAMED ? <li className="text-ink-3">and {count(names.length - NAMED, 'more', 'more')}</li> : null}
    </ul>
  )
}
