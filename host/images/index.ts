export { Images } from './images.ts'
export { type PullOptions, pull, pullCommand, pullEvents, pullQuery } from './pull.ts'
export { losses } from './removal.ts'
export { imagesRouter } from './router.ts'
