import { parseReference } from '../../../contract/image-reference.ts'
import type { Container, Image } from '../../../contract/index.ts'

/** Whether the engine has an image of this name, id or the beginning of its id. */
export function hasImage(text: string, images: readonly Image[]): boolean {
  const name = text.trim()
  const wanted = whole(name)
  const id = name.replace(/^sha256:/, '')
  return images.some(
    ({ id: full, tags, digests }) =>
      tags.some((tag) => whole(tag) === wanted) ||
      digests.some((digest) => whole(digest) === wanted) ||
      (/^[0-9a-f]{4,64}$/.test(id) && full.replace(/^sha256:/, '').startsWith(id)),
  )
}

/** A name with nothing left out, so that two spellings of one image are alike. */
function whole(text: string): string {
  try {
    const { name, tag = 'latest', digest } = parseReference(text)
    return digest === undefined ? `${name}:${tag}` : `${name}@${digest}`
  } catch {
    // Being typed still, it is no name yet; nothing else is spelled like it.
    return text
  }
}

/**
 * Names to choose an image from, the likeliest first: what was used lately and is on the engine, the rest that is on the
 * engine, then what was used before, is in a recipe, or containers were made of; each once.
 */
export function imageNames(
  images: readonly Image[],
  containers: readonly Container[],
  lately: readonly string[] = [],
  recipes: readonly string[] = [],
): string[] {
  const tags = images.flatMap((image) => image.tags).sort()
  const here = new Set(tags.map(whole))
  const is = (name: string) => here.has(whole(name))
  const made = containers.map(({ image }) => image).filter((name) => !/^(sha256:)?[0-9a-f]{12,64}$/.test(name))
  const names = [...lately.filter(is), ...tags, ...lately, ...recipes, ...made]
  // `nginx` and `nginx:latest` are one: the spelling that comes first stays.
  const seen = new Map<string, string>()
  for (const name of names) if (!seen.has(whole(name))) seen.set(whole(name), name)
  return [...seen.values()]
}
