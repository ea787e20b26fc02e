export { runsRouter } from './router.ts'
