export { filesRouter } from './router.ts'
