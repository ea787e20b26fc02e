export { updatesRouter } from './router.ts'
export { Updates } from './updates.ts'
