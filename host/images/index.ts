export { InvalidReference, isImageId, parseReference } from './reference.ts'
export { imagesRouter } from './router.ts'
