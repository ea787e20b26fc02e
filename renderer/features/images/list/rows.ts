import type { Container, Image, ImageSizes } from '../../../../contract/index.ts'

/** A line of `docker images`: a name of an image, or an image without one. */
export type ImageRow = {
  /** The image’s id and the name. */
  id: string
  image: Image
  /** What removes just this line; absent for an image without a name. */
  reference?: string
  /** Empty for an image without a name. */
  repository: string
  /** Empty where only a digest names it. */
  tag: string
  /** Bytes; absent until they were measured. */
  shared?: number
  unique?: number
  /** The containers made from the image. */
  users: readonly Container[]
}

export const NONE = '<none>'

/** The names of an image as `docker images` lists them: its tags, and repositories that have only a digest of it. */
function namesOf({ tags, digests }: Image): Pick<ImageRow, 'reference' | 'repository' | 'tag'>[] {
  const tagged = tags.map((reference) => {
    const colon = reference.lastIndexOf(':')
    return { reference, repository: reference.slice(0, colon), tag: reference.slice(colon + 1) }
  })
  const known = new Set(tagged.map(({ repository }) => repository))
  const bare = digests.flatMap((reference) => {
    const repository = reference.slice(0, reference.indexOf('@'))
    if (known.has(repository)) return []
    known.add(repository)
    return [{ reference, repository, tag: '' }]
  })
  const named = [...tagged, ...bare]
  return named.length > 0 ? named : [{ repository: '', tag: '' }]
}

/** An image that no name leads to. */
export const isDangling = ({ image }: ImageRow): boolean => image.tags.length === 0 && image.digests.length === 0

/** What a row is called. */
export function rowName({ reference, image, tag, repository }: ImageRow): string {
  return tag === '' ? repository || image.id.replace('sha256:', '').slice(0, 12) : (reference ?? '')
}

/** The lines of these images; one that is as it was `before` is the same object. */
export function rowsOf(
  images: readonly Image[],
  containers: readonly Container[],
  sizes: ImageSizes | undefined,
  before: ReadonlyMap<string, ImageRow>,
): ImageRow[] {
  const users = new Map<string, Container[]>()
  for (const container of containers) {
    const known = users.get(container.imageId)
    if (known) known.push(container)
    else users.set(container.imageId, [container])
  }
  const measured = new Map(sizes?.sizes.map((one) => [one.id, one]))
  return images.flatMap((image) =>
    namesOf(image).map((name): ImageRow => {
      const { shared, unique } = measured.get(image.id) ?? {}
      const row: ImageRow = {
        ...name,
        id: `${image.id} ${name.reference ?? ''}`,
        image,
        users: users.get(image.id) ?? NOBODY,
        ...(shared !== undefined && { shared }),
        ...(unique !== undefined && { unique }),
      }
      const last = before.get(row.id)
      return last && same(last, row) ? last : row
    }),
  )
}

const NOBODY: readonly Container[] = []

function same(one: ImageRow, other: ImageRow): boolean {
  return (
    one.image === other.image &&
    one.shared === other.shared &&
    one.unique === other.unique &&
    one.users.length === other.users.length &&
    one.users.every((user, index) => user === other.users[index])
  )
}
