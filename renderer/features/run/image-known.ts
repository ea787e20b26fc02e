import type { Container, Image } from '../../../contract/index.ts'

/** Whether the engine has an image of this name, id or the beginning of its id. */
export function hasImage(text: string, images: readonly Image[]): boolean {
  const wanted = familiar(text.trim())
  const id = text.trim().replace(/^sha256:/, '')
  return images.some(
    ({ id: full, tags, digests }) =>
      tags.some((tag) => familiar(tag) === wanted) ||
      digests.some((digest) => familiar(digest) === wanted) ||
      (/^[0-9a-f]{4,64}$/.test(id) && full.replace(/^sha256:/, '').startsWith(id)),
  )
}

/** A name in its short form, with the tag that is meant where none is written. */
function familiar(name: string): string {
  const short = name.replace(/^(?:index\.)?docker\.io\//, '').replace(/^library\//, '')
  const last = short.slice(short.lastIndexOf('/') + 1)
  return short.includes('@') || last.includes(':') ? short.replace(/:[^/@]*@/, '@') : `${short}:latest`
}

/** Names to choose an image from: what is on the engine, then what its containers were made of; each once. */
export function imageNames(images: readonly Image[], containers: readonly Container[]): string[] {
  const tags = images.flatMap((image) => image.tags).sort()
  const used = containers.map(({ image }) => image).filter((name) => !/^(sha256:)?[0-9a-f]{12,64}$/.test(name))
  return [...new Set([...tags, ...used])]
}
