import { parseReference, wholeName } from '../../contract/image-reference.ts'
import type { Container, UpdateStep } from '../../contract/index.ts'
import type { EngineClient } from '../engine/index.ts'
import { asSlipwayError } from '../errors.ts'
import type { Inventory } from '../inventory/index.ts'
import { pool } from '../pool.ts'
import { asideName, successorOf } from '../run/index.ts'

/** The containers that were made of an image by this name, each with what making it anew comes to. */
export async function planUpdate(client: EngineClient, inventory: Inventory, reference: string): Promise<UpdateStep[]> {
  const wanted = nameOf(reference)
  const all = [...inventory.containers.values()]
  const names = new Set(all.map(({ name }) => name))
  const steps = await pool(
    all.filter((one) => mayUse(one, wanted)),
    4,
    async (container) => {
      const { id, name, state } = container
      const known = { id, name, running: state === 'running' || state === 'paused', unsaid: [] }
      try {
        const { image, command, unsaid, run } = await successorOf(client, id)
        if (nameOf(image) !== wanted) return undefined
        const problem = run.rm ? wouldBeGone(name) : names.has(asideName(name)) ? inTheWay(asideName(name)) : undefined
        return { ...known, command, unsaid, ...(problem && { problem }) }
      } catch (error) {
        if (isId(container.image)) return undefined
        return { ...known, problem: asSlipwayError(error, `${name} can’t be made anew.`).problem }
      }
    },
  )
  return steps.filter((step) => step !== undefined).sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** The engine names a container's image by its id once the tag has moved on; then only its details have the name. */
const mayUse = ({ image }: Container, wanted: string): boolean => isId(image) || nameOf(image) === wanted

const isId = (image: string): boolean => /^(?:sha256:)?[0-9a-f]{12,64}$/.test(image)

function nameOf(text: string): string {
  try {
    return wholeName(parseReference(text))
  } catch {
    // Named by an id.
    return text
  }
}

const wouldBeGone = (name: string) => ({
  what: `${name} can’t be kept beside a new one.`,
  why: 'It was made with --rm: the engine removes it as soon as it stops.',
  next: 'Stop it, and run it again once the image is pulled.',
})

const inTheWay = (name: string) => ({
  what: `${name} is in the way.`,
  why: 'The old container of an earlier time was kept under that name.',
  next: `Remove ${name} if it is not needed any more.`,
})
