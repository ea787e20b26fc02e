import type { Action, Container, Image, ImageTarget } from '../../../contract/index.ts'
import { EVERYTHING } from '../../lib/list-filter.ts'
import { filteredImages, findImage, IMAGE_CRITERIA } from '../images/index.ts'
import type { Plan } from './plan.ts'
import { untilTime } from './until.ts'

type OfImages = Extract<
  Action,
  { kind: 'images' | 'history' | 'removeImages' | 'pruneImages' | 'save' | 'load' | 'import' }
>
type ImageAction = OfImages | { kind: 'inspectImages'; images: readonly ImageNamed[] }
type ImageNamed = Extract<Action, { kind: 'removeImages' }>['images'][number]
type Filters = readonly { key: string; value: string }[]

const ON_IMAGES: ReadonlySet<Action['kind']> = new Set<ImageAction['kind']>([
  'images',
  'inspectImages',
  'history',
  'removeImages',
  'pruneImages',
  'save',
  'load',
  'import',
])

/** Whether an action is about images. */
export function isOfImages(action: Action): action is Extract<Action, { kind: ImageAction['kind'] }> {
  return ON_IMAGES.has(action.kind)
}

/** What to do for an action on images, given what is there. `now` is in milliseconds since 1970. */
export function imagePlanOf(
  action: ImageAction,
  images: readonly Image[],
  containers: readonly Container[],
  now: number,
): Plan {
  switch (action.kind) {
    case 'images': {
      const filters = withReference(action)
      const unknown = filters.find(({ key }) => !IMAGE_CRITERIA.has(key))
      if (unknown) return onlyEngine(unknown.key)
      return { kind: 'images', filter: { ...EVERYTHING, criteria: filters } }
    }
    case 'history': {
      const image = findImage(images, action.image)
      return image ? { kind: 'image', image, tab: 'layers' } : notThere([action.image])
    }
    case 'inspectImages': {
      const { targets, missing, unknown } = targetsOf(action.images, images)
      if (unknown !== undefined) return onlyEngine(unknown)
      const image = images.find(({ id }) => id === targets[0]?.id)
      return image ? { kind: 'image', image, tab: 'inspect' } : notThere(missing)
    }
    case 'removeImages': {
      if (action.platform !== undefined)
        return nothing('Single platforms of an image are not removed here.', 'Run it in a terminal.')
      if (action.noPrune) return nothing('Parents without a name are always removed here.', 'Leave --no-prune out.')
      const { targets, missing, unknown } = targetsOf(action.images, images)
      if (unknown !== undefined) return onlyEngine(unknown)
      if (targets.length === 0) return notThere(missing)
      return { kind: 'remove-images', targets, missing, force: action.force }
    }
    case 'save': {
      const { targets, missing, unknown } = targetsOf(action.images, images)
      if (unknown !== undefined) return onlyEngine(unknown)
      if (targets.length === 0) return notThere(missing)
      const names = targets.map(({ id, reference }) => reference ?? id)
      return {
        kind: 'save-images',
        images: names,
        missing,
        start: { file: action.output, platform: action.platform },
      }
    }
    case 'load':
      return {
        kind: 'load-images',
        start: { reading: 'load', source: action.input, platform: action.platform },
      }
    case 'import': {
      const { source, reference, message, changes, platform } = action
      return {
        kind: 'load-images',
        start: { reading: 'import', source, reference, message, changes, platform },
      }
    }
    case 'pruneImages':
      return prunePlan(action, images, containers, now)
  }
}

function prunePlan(
  { all, filters }: Extract<OfImages, { kind: 'pruneImages' }>,
  images: readonly Image[],
  containers: readonly Container[],
  now: number,
): Plan {
  const used = new Set(containers.map(({ imageId }) => imageId))
  let found = images.filter(({ id, tags, digests }) => !used.has(id) && (all || tags.length + digests.length === 0))
  for (const { key, value } of filters) {
    if (key === 'until') {
      const until = untilTime(value, now)
      if (until === undefined) return onlyEngine('until')
      found = found.filter(({ created }) => created < until)
    } else if (key === 'label' || key === 'label!') {
      const has = new Set(filteredImages(found, [{ key: 'label', value }]))
      found = found.filter((image) => has.has(image) === (key === 'label'))
    } else return onlyEngine(key)
  }
  if (found.length === 0)
    return nothing(all ? 'Every image is used by a container.' : 'No image is dangling.', 'There is nothing to remove.')
  return { kind: 'remove-images', targets: found.flatMap(wholly), missing: [], force: false }
}

/** All that an image is known by: only with its last name does it go itself. */
function wholly({ id, tags, digests }: Image): ImageTarget[] {
  if (tags.length > 0) return tags.map((reference) => ({ id, reference }))
  const [reference] = digests
  return [{ id, ...(reference !== undefined && { reference }) }]
}

function targetsOf(named: readonly ImageNamed[], images: readonly Image[]) {
  const targets = new Map<string, ImageTarget>()
  const missing: string[] = []
  for (const one of named) {
    if ('set' in one) {
      const filters = withReference(one.set)
      const unknown = filters.find(({ key }) => !IMAGE_CRITERIA.has(key))
      if (unknown) return { targets: [], missing, unknown: unknown.key }
      for (const { id } of filteredImages(images, filters)) targets.set(id, { id })
      continue
    }
    const image = findImage(images, one.name)
    if (!image) missing.push(one.name)
    else {
      const reference = referenceOf(image, one.name)
      targets.set(`${image.id} ${reference}`, { id: image.id, ...(reference !== undefined && { reference }) })
    }
  }
  return { targets: [...targets.values()], missing, unknown: undefined }
}

/** The image’s own spelling of a name; undefined where it is named by its id. */
function referenceOf({ tags, digests }: Image, name: string): string | undefined {
  return [...tags, ...digests].find((reference) => findImage([{ ...NAMELESS, tags: [reference] }], name))
}

const NAMELESS = { id: '', digests: [], created: 0, size: 0, labels: {} }

const withReference = ({ filters, reference }: { filters: Filters; reference?: string | undefined }) =>
  reference === undefined ? [...filters] : [...filters, { key: 'reference', value: reference }]

const nothing = (why: string, next: string): Plan => ({ kind: 'nothing', why, next })
const onlyEngine = (key: string) =>
  nothing(`Only the engine can apply the filter “${key}”.`, 'Choose them in the list.')
const notThere = (missing: readonly string[]) =>
  missing.length === 0
    ? nothing('No image fits.', 'There is nothing to do.')
    : nothing(`No image is named ${missing.join(', ')}.`, 'Look at the list for its name.')
