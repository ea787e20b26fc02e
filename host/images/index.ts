export { Images } from './images.ts'
export { type PullOptions, pullLayers, pullQuery } from './pull.ts'
export { InvalidReference, isImageId, parseReference } from './reference.ts'
export { imagesRouter } from './router.ts'
