export { Images } from './images.ts'
export { type PullOptions, pullEvents, pullQuery } from './pull.ts'
export { imagesRouter } from './router.ts'
