export { Images } from './images.ts'
export { type PullOptions, pullLayers, pullQuery } from './pull.ts'
export { imagesRouter } from './router.ts'
