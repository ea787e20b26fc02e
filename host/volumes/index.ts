export { volumesRouter } from './router.ts'
